package io.serai.processors.cluster;

/** What another node has written can't be read. */
public final class FrameException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FrameException(String message) {
        super(message);
    }
}
