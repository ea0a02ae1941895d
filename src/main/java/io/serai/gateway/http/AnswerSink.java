package io.serai.gateway.http;

import io.vertx.core.buffer.Buffer;

/** Where an answer goes as its route makes it: to a client, or into a record that several clients read. Used by one thread. */
interface AnswerSink {

    /** The whole answer at once. */
    void whole(AnswerHead head, byte[] body);

    /** Says how the stream that follows describes itself. Nothing leaves yet. */
    void begin(AnswerHead head);

    /** The next bytes of a stream. May wait; breaks with {@code caller_gone} where nobody reads any more. */
    void write(Buffer bytes);

    /** The end of a stream. */
    void end();

    /** The end of a stream that has failed; its last frame says so. */
    void endWith(byte[] failure);

    /** A failure: as a whole answer where no byte has left yet, else as the last frame. */
    void fail(ErrorAnswer failure);

    /** The answer breaks off, and must not look whole. */
    void abort();

    /** Whether the status has left. */
    boolean hasHead();

    /** From now on silence is filled with comments. */
    void startHeartbeat();
}
