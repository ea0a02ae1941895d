package io.serai.gateway.matrix;

import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseParser;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Server-sent events, written and read. */
final class Events {

    private Events() {}

    static String data(JsonObject data) {
        return "data: " + data.encode() + "\n\n";
    }

    /** An event that is named as its data is. */
    static String typed(JsonObject data) {
        return named(data.getString("type"), data);
    }

    static String named(String type, JsonObject data) {
        return "event: " + type + "\n" + data(data);
    }

    static List<SseEvent> read(String body) {
        SseParser parser = new SseParser(SseParser.DEFAULT_LIMIT);
        parser.add(body.getBytes(StandardCharsets.UTF_8));
        List<SseEvent> events = new ArrayList<>();
        for (SseEvent event = parser.poll(); event != null; event = parser.poll()) {
            events.add(event);
        }
        return events;
    }
}
