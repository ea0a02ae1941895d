package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Holds the body of a request until it is there, unless it is larger than anything that the API takes. */
final class BodyCollector {

    /** Bytes. The largest things that are written are lists of some hundred names. */
    static final int MOST = 256 * 1024;

    private BodyCollector() {}

    /** Fails with a {@link ProblemException} where it is too large; called on the request's event loop, while the request is paused. */
    static Future<Buffer> collect(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        request.handler(part -> {
            if (collected.length() + part.length() <= MOST) {
                collected.appendBuffer(part);
            } else {
                whole.tryFail(tooLarge());
            }
        });
        request.endHandler(end -> whole.tryComplete(collected));
        request.exceptionHandler(whole::tryFail);
        request.resume();
        return whole.future();
    }

    private static ProblemException tooLarge() {
        return new ProblemException(
                Problem.of(ErrorKind.CALLER_TOO_LARGE, "Expected a body of at most " + MOST + " bytes."));
    }
}
