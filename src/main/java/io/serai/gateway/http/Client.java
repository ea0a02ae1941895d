package io.serai.gateway.http;

import io.serai.api.call.Cancellation;
import io.vertx.ext.web.RoutingContext;

/**
 * Who sent a request, and waits for its answer.
 *
 * @param path of the request
 * @param requestId under which it is found
 * @param writer of the answer
 * @param gone is set off when the connection breaks before the answer has ended
 */
record Client(String path, String requestId, ResponseWriter writer, Cancellation gone) {

    /** Must be called on the request's event loop. */
    static Client of(RoutingContext ctx, HttpSettings.ClientTimeouts timeouts) {
        String requestId = RequestId.of(ctx);
        ResponseWriter writer = new ResponseWriter(ctx, timeouts, requestId);
        Cancellation gone = new Cancellation();
        ctx.addEndHandler(ended -> {
            writer.ended();
            if (ended.failed()) {
                gone.cancel();
            }
        });
        return new Client(ctx.request().path(), requestId, writer, gone);
    }
}
