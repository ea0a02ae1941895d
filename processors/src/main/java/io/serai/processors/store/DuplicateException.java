package io.serai.processors.store;

/** There is a row with the same key already. Has neither message nor trace: whoever writes knows which key may be taken. */
public final class DuplicateException extends RuntimeException {

    DuplicateException() {
        super("the database has a row with the same key", null, false, false);
    }
}
