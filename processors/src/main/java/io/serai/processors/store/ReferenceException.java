package io.serai.processors.store;

/** A row refers to one that is not there, or is to go while others refer to it. Has no trace: whoever writes knows what it refers to. */
public final class ReferenceException extends RuntimeException {

    ReferenceException() {
        super("a row refers to one that is not there, or others refer to it", null, false, false);
    }
}
