package io.serai.api.sse;

/** An event grew past the limit without coming to an end. */
public final class SseOverflowException extends RuntimeException {

    SseOverflowException(int limit) {
        super("an event of the stream is larger than " + limit + " bytes", null, false, false);
    }
}
