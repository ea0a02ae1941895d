package io.serai.providers.http;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, on one event loop. Everything here but {@link #start}, {@link #abort}, {@link #resume} and
 * {@link #release} runs on that loop: Vert.x loses events when handlers are set from elsewhere.
 */
final class Exchange {

    /** HTTP/2's CANCEL; on HTTP/1.1 any reset closes the connection. */
    private static final long CANCEL = 0x8;
    /** HTTP/2's REFUSED_STREAM: certainly not processed (RFC 9113, 8.7). */
    private static final long REFUSED_STREAM = 0x7;
    /** A server that closes an idle connection does so before it has seen the request: a later close has another reason. */
    private static final long STALE_NANOS = Duration.ofSeconds(1).toNanos();
    /** What may come after a stream's last event, to keep its connection: the end of the chunked coding, some comments. */
    private static final int REST_BYTES = 64 * 1024;

    private static final long REST_MILLIS = 1000;

    private final Lane lane;
    private final UpstreamRequest request;
    private final Inbox inbox;
    private final TimeoutWatch watch;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean connected;

    private @Nullable HttpClientRequest sent;
    private @Nullable HttpClientResponse response;
    private long sentNanos;
    private boolean retried;
    private boolean givenUp;
    private boolean done;
    private int rest = -1;

    Exchange(Lane lane, UpstreamRequest request, Inbox inbox, TimeoutWatch watch) {
        this.lane = lane;
        this.request = request;
        this.inbox = inbox;
        this.watch = watch;
    }

    void start() {
        lane.open().incrementAndGet();
        watch.add(inbox.watched());
        lane.context().runOnContext(v -> open());
    }

    /** Whether a connection has been got. */
    boolean isConnected() {
        return connected;
    }

    /** Gives the exchange up; whoever reads breaks with the cause. Does nothing the second time. */
    void abort(SeraiException cause) {
        inbox.abort(cause);
        if (!settled.get()) {
            lane.context().runOnContext(v -> giveUp());
        }
    }

    void resume() {
        lane.context().runOnContext(v -> {
            if (response != null && !done) {
                response.resume();
            }
        });
    }

    /** Nobody reads on, but little is to come: waits for it without a thread, so that the connection can be used again. */
    void release() {
        if (settled.get()) {
            return;
        }
        inbox.abort(new CallerException(ErrorKind.CALLER_GONE, "the response has been closed"));
        lane.context().runOnContext(v -> {
            if (!done && !givenUp && response != null) {
                rest = REST_BYTES;
                response.resume();
                lane.context().owner().setTimer(REST_MILLIS, id -> giveUp());
            } else {
                giveUp();
            }
        });
    }

    private void open() {
        if (givenUp) {
            settle();
            return;
        }
        try {
            lane.client().request(options()).onComplete(this::opened);
        } catch (RuntimeException e) {
            fail(Failures.unsendable(request.provider(), e));
        }
    }

    private RequestOptions options() {
        UpstreamTarget target = request.target();
        SocketAddress address = target.address();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.scheme() == UpstreamTarget.Scheme.HTTPS)
                .setURI(target.uri(request.path()));
        if (!address.host().equals(target.host())) {
            options.setServer(address);
        }
        return options;
    }

    private void opened(AsyncResult<HttpClientRequest> result) {
        if (result.failed()) {
            fail(Failures.connecting(request.provider(), result.cause()));
            return;
        }
        HttpClientRequest opened = result.result();
        sent = opened;
        // Vert.x logs a failure that nobody handles, with the address; it reaches us through the response as well.
        opened.exceptionHandler(t -> {});
        if (givenUp) {
            opened.reset(CANCEL);
            settle();
            return;
        }
        connected = true;
        try {
            send(opened);
        } catch (RuntimeException e) {
            fail(Failures.unsendable(request.provider(), e));
            opened.reset(CANCEL);
        }
    }

    private void send(HttpClientRequest opened) {
        request.headers().forEach((name, value) -> opened.putHeader(name, value));
        opened.response().onComplete(this::answered);
        sentNanos = System.nanoTime();
        if (request.body().length == 0) {
            opened.end();
        } else {
            opened.end(Buffer.buffer(request.body()));
        }
    }

    private void answered(AsyncResult<HttpClientResponse> result) {
        if (result.failed()) {
            if (maySendAgain(result.cause())) {
                retried = true;
                sent = null;
                open();
            } else {
                fail(Failures.unanswered(request.provider(), result.cause()));
            }
            return;
        }
        HttpClientResponse head = result.result();
        response = head;
        head.exceptionHandler(t -> fail(Failures.brokenOff(request.provider(), t)));
        head.handler(this::bytes);
        head.endHandler(v -> {
            inbox.end();
            settle();
        });
        inbox.head(head);
    }

    private void bytes(Buffer bytes) {
        if (givenUp) {
            return;
        }
        if (rest >= 0) {
            rest -= bytes.length();
            if (rest < 0) {
                giveUp();
            }
            return;
        }
        switch (inbox.bytes(bytes)) {
            case GO_ON -> {}
            case PAUSE -> {
                if (response != null) {
                    response.pause();
                }
            }
            case STOP -> {
                inbox.abort(Failures.tooLarge(request.provider()));
                giveUp();
            }
        }
    }

    /**
     * RFC 9110, 9.2.2 lets a client repeat a request that is not idempotent only where it knows that the repetition does no harm, or
     * that the first was never acted on. A completion changes nothing at the provider but its bill, and a kept connection that closes
     * within a second, before a byte of answer, was almost surely closed by the server's idle timer while the request was on its way.
     * So such a request is sent once more; at worst one generation is paid twice. A close on a fresh connection, a later one, and any
     * after the first byte of an answer are failures.
     */
    private boolean maySendAgain(Throwable cause) {
        HttpClientRequest failed = sent;
        if (retried || givenUp || failed == null) {
            return false;
        }
        if (cause instanceof StreamResetException reset) {
            return reset.getCode() == REFUSED_STREAM;
        }
        // Vert.x numbers a connection's requests from 1 on HTTP/1.1; HTTP/2 itself gives a client's first stream 1 or
        // 3.
        int first = failed.version() == HttpVersion.HTTP_2 ? 3 : 1;
        return failed.streamId() > first && Failures.isClosed(cause) && System.nanoTime() - sentNanos < STALE_NANOS;
    }

    private void fail(SeraiException cause) {
        inbox.fail(cause);
        settle();
    }

    private void giveUp() {
        if (done || givenUp) {
            return;
        }
        givenUp = true;
        if (sent != null) {
            sent.reset(CANCEL);
            settle();
        }
    }

    private void settle() {
        done = true;
        if (settled.compareAndSet(false, true)) {
            inbox.watched().over();
            lane.open().decrementAndGet();
        }
    }
}
