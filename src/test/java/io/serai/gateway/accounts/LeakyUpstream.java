package io.serai.gateway.accounts;

import io.serai.gateway.TestUpstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An upstream that fails in the way that the model's name says, and repeats the credential that it was sent wherever it can. */
final class LeakyUpstream implements AutoCloseable {

    /** Statuses; no answer, none any more, a stream that is cut or tells of an error, one that is no JSON. */
    static final List<String> FAILURES =
            List.of("400", "401", "403", "404", "413", "429", "500", "503", "silent", "cut", "told", "junk", "drop");

    private static final Pattern MODEL = Pattern.compile("\"model\" *: *\"([^\"]+)\"");

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final TestUpstream upstream = TestUpstream.behaving(this::answer);

    LeakyUpstream() throws Exception {}

    private void answer(HttpServerRequest request, Buffer body) {
        heard.add(request.uri() + " " + request.headers() + body);
        Matcher model = MODEL.matcher(body.toString());
        String failure = model.find() ? model.group(1) : "";
        String key = String.valueOf(request.getHeader("authorization"));
        switch (failure) {
            case "silent" -> {}
            case "drop" -> request.connection().close();
            case "junk" -> TestUpstream.json(request, "<html>" + key + "</html>");
            case "cut" -> {
                HttpServerResponse stream = TestUpstream.stream(request);
                stream.write(TestUpstream.content("Hel"))
                        .onComplete(written -> request.connection().close());
            }
            case "told" -> {
                HttpServerResponse stream = TestUpstream.stream(request);
                stream.write(TestUpstream.content("Hel"));
                stream.end("data: " + error(key) + "\n\n");
            }
            case "ok" -> TestUpstream.json(request, TestUpstream.ANSWER);
            default ->
                request.response()
                        .setStatusCode(Integer.parseInt(failure))
                        .putHeader("content-type", "application/json")
                        .putHeader("x-echo", key)
                        .putHeader("x-request-id", key)
                        .end(error(key));
        }
    }

    /** As a caller's mistake, whose words callers are told. */
    private static String error(String key) {
        return "{\"error\":{\"message\":\"Not good: " + key + "\",\"type\":\"invalid_request_error\",\"param\":\"" + key
                + "\",\"code\":\"" + key + "\",\"status\":400}}";
    }

    String baseUrl() {
        return upstream.baseUrl();
    }

    /** All that it was sent. */
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() throws Exception {
        upstream.close();
    }
}
