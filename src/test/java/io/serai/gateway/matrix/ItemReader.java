package io.serai.gateway.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows the events of a response, and breaks where they are out of order or contradict each other. */
final class ItemReader {

    private final List<JsonObject> added = new ArrayList<>();
    private final Map<Integer, JsonObject> done = new HashMap<>();
    private final Map<String, String> said = new HashMap<>();
    private final Set<String> openParts = new HashSet<>();
    private JsonObject response = new JsonObject();
    private int events;

    void add(JsonObject event) {
        assertThat(response).as("nothing after the end").isEmpty();
        assertThat(event.getInteger("sequence_number")).isEqualTo(events);
        String type = event.getString("type");
        switch (events++) {
            case 0 -> assertThat(type).isEqualTo("response.created");
            case 1 -> assertThat(type).isEqualTo("response.in_progress");
            default -> next(type, event);
        }
    }

    private void next(String type, JsonObject event) {
        switch (type) {
            case "response.completed" -> end(event.getJsonObject("response"));
            case "response.output_item.added" -> {
                assertThat(event.getInteger("output_index")).isEqualTo(added.size());
                added.add(event.getJsonObject("item"));
            }
            case "response.output_item.done" -> {
                JsonObject item = event.getJsonObject("item");
                assertThat(item.getString("id"))
                        .isEqualTo(added.get(event.getInteger("output_index")).getString("id"));
                assertThat(done.put(event.getInteger("output_index"), item)).isNull();
            }
            default -> piece(type, event);
        }
    }

    private void piece(String type, JsonObject event) {
        assertThat(event.getString("item_id"))
                .isEqualTo(added.get(event.getInteger("output_index")).getString("id"));
        String place = event.getValue("output_index") + "/" + event.getValue("content_index") + "/"
                + event.getValue("summary_index");
        if (type.endsWith("part.added")) {
            assertThat(openParts.add(place)).isTrue();
        } else if (type.endsWith("part.done")) {
            assertThat(openParts.remove(place)).isTrue();
        } else if (type.endsWith(".delta")) {
            said.merge(place, event.getString("delta"), String::concat);
        } else if (type.endsWith(".done")) {
            String whole = event.getString(type.contains("arguments") ? "arguments" : "text");
            assertThat(whole).isEqualTo(said.getOrDefault(place, ""));
        }
    }

    private void end(JsonObject whole) {
        assertThat(openParts).isEmpty();
        JsonArray output = whole.getJsonArray("output");
        assertThat(done).hasSize(added.size());
        assertThat(output).hasSize(added.size());
        for (int i = 0; i < output.size(); i++) {
            assertThat(output.getJsonObject(i)).isEqualTo(done.get(i));
        }
        response = whole;
    }

    JsonObject response() {
        assertThat(response).as("the end").isNotEmpty();
        return response;
    }
}
