package io.serai.api.call;

/** Keeps a caller's connection alive while nothing is to be said. A front end starts it once it knows that it will answer with a stream. */
public interface Heartbeat {

    /** From now on silence is filled with SSE comments; the status of the answer may be committed by the first of them. */
    void start();
}
