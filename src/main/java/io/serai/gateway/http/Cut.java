package io.serai.gateway.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** Closes connections at once. Vert.x's own close waits until the client has read what was sent before, which a stalled client never does. */
final class Cut {

    private Cut() {}

    static void connection(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            var unused = base.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }
}
