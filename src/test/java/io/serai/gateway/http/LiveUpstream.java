package io.serai.gateway.http;

import io.serai.gateway.TestUpstream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An upstream that answers nothing of its own accord: the test takes each call and answers it step by step. */
final class LiveUpstream implements AutoCloseable {

    private final BlockingQueue<HttpServerRequest> calls = new LinkedBlockingQueue<>();
    private final TestUpstream upstream;

    LiveUpstream() throws Exception {
        upstream = TestUpstream.behaving((request, body) -> calls.add(request));
    }

    /** The next call that arrives. */
    HttpServerRequest call() throws InterruptedException, TimeoutException {
        HttpServerRequest call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new TimeoutException("no call has come");
        }
        return call;
    }

    /** The next call that arrives, to be answered by a stream. Its head leaves with the first event. */
    HttpServerResponse stream() throws InterruptedException, TimeoutException {
        return TestUpstream.stream(call());
    }

    String baseUrl() {
        return upstream.baseUrl();
    }

    int aborted() {
        return upstream.aborted();
    }

    int calls() {
        return upstream.calls();
    }

    @Override
    public void close() throws Exception {
        upstream.close();
    }
}
