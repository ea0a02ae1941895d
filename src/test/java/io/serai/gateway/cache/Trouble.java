package io.serai.gateway.cache;

import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** An upstream that breaks as the last message of a call says; else it answers. */
final class Trouble {

    private static final String ERROR = "{\"error\":{\"message\":\"broken on purpose\",\"type\":\"server_error\"}}";

    private Trouble() {}

    static void answer(HttpServerRequest request, Buffer body) {
        String asked = body.toString();
        if (asked.contains("\"length\"")) {
            TestUpstream.json(request, TestUpstream.ANSWER.replace("\"stop\"", "\"length\""));
        } else if (asked.contains("\"error in 200\"")) {
            TestUpstream.json(request, ERROR);
        } else if (asked.contains("\"status 500\"")) {
            request.response()
                    .setStatusCode(500)
                    .putHeader("content-type", "application/json")
                    .end(ERROR);
        } else if (asked.contains("\"cut stream\"")) {
            HttpServerResponse stream = TestUpstream.stream(request);
            stream.write(TestUpstream.content("Hel"))
                    .onComplete(sent -> request.connection().close());
        } else if (asked.contains("\"stream of length\"")) {
            TestUpstream.stream(request)
                    .end(TestUpstream.content("Hel") + TestUpstream.finish().replace("\"stop\"", "\"length\""));
        } else if (asked.contains("\"error in stream\"")) {
            TestUpstream.stream(request).end(TestUpstream.content("Hel") + "data: " + ERROR + "\n\n");
        } else {
            CachedGateway.answer(request, body);
        }
    }
}
