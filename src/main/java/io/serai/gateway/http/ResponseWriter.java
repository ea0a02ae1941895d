package io.serai.gateway.http;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Carries an answer from the request's thread to the connection, which only its event loop touches. A stream's head leaves with its first
 * bytes, or with the first {@code : ping}. The thread waits while the client does not read.
 */
final class ResponseWriter implements AnswerSink {

    /** How much may wait for a slow client on its way through here, beside the same again in the connection. */
    private static final int WINDOW = 64 * 1024;

    private static final Buffer PING = Buffer.buffer(": ping\n\n");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpSettings.ClientTimeouts timeouts;
    private final String requestId;
    private final Context loop = Vertx.currentContext();

    /** Who waits for the client to read on, if anybody. */
    private volatile @Nullable Thread waiting;

    private volatile boolean full;
    private volatile boolean gone;
    private volatile boolean headSent;
    private volatile long handed;
    private volatile long taken;

    /** Of the event loop alone. */
    private @Nullable AnswerHead head;

    private long heartbeat = -1;
    private long lastWrite;
    private boolean ended;

    ResponseWriter(RoutingContext ctx, HttpSettings.ClientTimeouts timeouts, String requestId) {
        this.request = ctx.request();
        this.response = ctx.response();
        this.timeouts = timeouts;
        this.requestId = requestId;
        response.setWriteQueueMaxSize(WINDOW);
    }

    @Override
    public void whole(AnswerHead head, byte[] body) {
        loop.runOnContext(nothing -> {
            if (isOpen()) {
                if (!headSent) {
                    headSent = true;
                    apply(head);
                }
                response.end(Buffer.buffer(body));
                finish();
            }
        });
    }

    @Override
    public void begin(AnswerHead described) {
        loop.runOnContext(nothing -> head = described);
    }

    /** Waits while the client is more than a window behind. */
    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // each has one writer: the request's thread, the event loop
    public void write(Buffer bytes) {
        awaitRoom();
        handed += bytes.length();
        loop.runOnContext(nothing -> {
            taken += bytes.length();
            if (isOpen()) {
                sendHead();
                lastWrite = System.nanoTime();
                response.write(bytes);
                if (response.writeQueueFull()) {
                    full = true;
                    response.drainHandler(drained -> {
                        full = false;
                        LockSupport.unpark(waiting);
                    });
                }
            }
            LockSupport.unpark(waiting);
        });
    }

    @Override
    public void end() {
        loop.runOnContext(nothing -> {
            if (isOpen()) {
                sendHead();
                response.end();
                finish();
            }
        });
    }

    @Override
    public void endWith(byte[] failure) {
        write(Buffer.buffer(failure));
        end();
    }

    @Override
    public void fail(ErrorAnswer failure) {
        loop.runOnContext(nothing -> {
            if (isOpen()) {
                if (headSent) {
                    response.end(Buffer.buffer(failure.frame()));
                } else {
                    headSent = true;
                    apply(failure.head());
                    response.end(Buffer.buffer(failure.body()));
                }
                finish();
            }
        });
    }

    /** Cuts the connection, so that the client sees that the answer is not whole. */
    @Override
    public void abort() {
        loop.runOnContext(nothing -> {
            if (isOpen()) {
                if (request.version() == HttpVersion.HTTP_2) {
                    response.reset();
                } else {
                    Cut.connection(request.connection());
                }
                finish();
            }
        });
    }

    @Override
    public boolean hasHead() {
        return headSent || handed > 0;
    }

    @Override
    public void startHeartbeat() {
        loop.runOnContext(nothing -> {
            if (heartbeat == -1 && isOpen()) {
                lastWrite = System.nanoTime();
                arm(timeouts.ping().toNanos());
            }
        });
    }

    /** The answer is complete, or the client has gone. Called on the event loop. */
    void ended() {
        gone = true;
        finish();
        LockSupport.unpark(waiting);
    }

    private void arm(long nanos) {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        heartbeat = loop.owner().setTimer(millis, timer -> beat());
    }

    private void beat() {
        if (!isOpen()) {
            return;
        }
        long silence = System.nanoTime() - lastWrite;
        long rest = timeouts.ping().toNanos() - silence;
        if (rest > 0) {
            arm(rest);
            return;
        }
        sendHead();
        lastWrite = System.nanoTime();
        if (!response.writeQueueFull()) {
            response.write(PING);
        }
        arm(timeouts.ping().toNanos());
    }

    private void sendHead() {
        if (headSent) {
            return;
        }
        headSent = true;
        response.setChunked(true);
        apply(head == null ? AnswerHead.PINGED : head);
    }

    private void apply(AnswerHead chosen) {
        chosen.apply(response);
        response.putHeader(Conversation.REQUEST_ID, requestId);
    }

    private boolean isOpen() {
        return !ended && !response.closed() && !response.ended();
    }

    private void finish() {
        ended = true;
        if (heartbeat != -1) {
            loop.owner().cancelTimer(heartbeat);
        }
    }

    private void awaitRoom() {
        if (gone) {
            throw clientGone();
        }
        if (!full && handed - taken < WINDOW) {
            return;
        }
        long until = System.nanoTime() + timeouts.write().toNanos();
        waiting = Thread.currentThread();
        try {
            while ((full || handed - taken >= WINDOW) && !gone) {
                long rest = until - System.nanoTime();
                if (rest <= 0) {
                    abort();
                    throw clientGone();
                }
                LockSupport.parkNanos(this, rest);
            }
        } finally {
            waiting = null;
        }
        if (gone) {
            throw clientGone();
        }
    }

    private static SeraiException clientGone() {
        return new CallerException(ErrorKind.CALLER_GONE, "The client has closed the connection.");
    }
}
