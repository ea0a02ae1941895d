package io.serai.examples.testing;

import io.serai.api.chat.ChatCollector;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.Usage;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * What a caller got, whole or as a stream.
 *
 * @param response as it came
 */
public record Answer(HttpResponse<String> response) {

    private static final String DATA = "data: ";

    public int status() {
        return response.statusCode();
    }

    /** What the model said. */
    public String text() {
        return new ChatResponse(map()).text();
    }

    public Usage usage() {
        return Usage.in(map()).orElseThrow();
    }

    /** How many calls to providers it took. */
    public int attempts() {
        return Integer.parseInt(
                response.headers().firstValue("x-serai-attempts").orElse("0"));
    }

    /** The message of an error. */
    public String error() {
        return ((Map<?, ?>) ExampleGateway.json(response.body()).get("error"))
                .get("message")
                .toString();
    }

    /** The frames of a stream without their frame. */
    public List<String> frames() {
        return response.body()
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()))
                .toList();
    }

    private Map<String, Object> map() {
        if (!isStream()) {
            return ExampleGateway.json(response.body());
        }
        ChatCollector collector = new ChatCollector();
        frames().stream()
                .filter(frame -> !frame.equals("[DONE]"))
                .forEach(frame -> collector.add(ExampleGateway.json(frame)));
        return collector.answer();
    }

    private boolean isStream() {
        return response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    }
}
