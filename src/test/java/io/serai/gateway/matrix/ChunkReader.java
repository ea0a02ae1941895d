package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.object;
import static io.serai.gateway.matrix.Literal.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts chat chunks together as OpenAI's documentation tells applications to, and breaks where they are out of order. */
final class ChunkReader {

    /** Not text that grows, though strings. */
    private static final Set<String> WORDS = Set.of("role", "id", "type", "name", "format");

    private final Map<Integer, JsonObject> choices = new TreeMap<>();
    private JsonObject envelope = new JsonObject();
    private JsonObject usage = new JsonObject();

    void add(JsonObject chunk) {
        assertThat(usage).as("nothing after the usage").isEmpty();
        assertThat(chunk.getString("object")).isEqualTo("chat.completion.chunk");
        JsonObject common = object("id", chunk.getString("id"), "created", chunk.getValue("created"))
                .put("model", chunk.getString("model"));
        if (envelope.isEmpty()) {
            envelope = common;
        }
        assertThat(common).isEqualTo(envelope);
        for (JsonObject choice : objects(chunk, "choices")) {
            choice(choice);
        }
        if (chunk.getJsonObject("usage") != null) {
            assertThat(objects(chunk, "choices")).isEmpty();
            usage = chunk.getJsonObject("usage");
        }
    }

    private void choice(JsonObject choice) {
        int index = choice.getInteger("index");
        JsonObject delta = choice.getJsonObject("delta");
        assertThat(delta.containsKey("role")).as("role first, and once").isEqualTo(!choices.containsKey(index));
        JsonObject known = choices.computeIfAbsent(index, i -> object("index", i, "message", new JsonObject()));
        assertThat(known.containsKey("finish_reason"))
                .as("nothing after the finish")
                .isFalse();
        merge(known.getJsonObject("message"), delta);
        if (choice.getString("finish_reason") != null) {
            known.put("finish_reason", choice.getString("finish_reason"));
        }
    }

    private static void merge(JsonObject message, JsonObject delta) {
        for (String name : delta.fieldNames()) {
            Object value = delta.getValue(name);
            if (value instanceof JsonArray pieces) {
                JsonArray all = (JsonArray) message.getMap().computeIfAbsent(name, none -> new JsonArray());
                pieces.forEach(piece -> merge(all, ((JsonObject) piece).copy()));
            } else if (value instanceof JsonObject object) {
                JsonObject whole = (JsonObject) message.getMap().computeIfAbsent(name, none -> new JsonObject());
                merge(whole, object);
            } else if (value instanceof String text && !WORDS.contains(name)) {
                message.put(name, message.getString(name, "") + text);
            } else {
                message.put(name, value);
            }
        }
    }

    /** Pieces of the same index are one. */
    private static void merge(JsonArray all, JsonObject piece) {
        Object index = piece.getValue("index");
        for (Object element : all) {
            if (index != null && index.equals(((JsonObject) element).getValue("index"))) {
                piece.remove("index");
                merge((JsonObject) element, piece);
                return;
            }
        }
        if (piece.containsKey("function")) {
            assertThat(index).as("calls are numbered from 0").isEqualTo(all.size());
            assertThat(piece.getString("id")).isNotEmpty();
            assertThat(piece.getJsonObject("function").getString("name")).isNotEmpty();
        }
        all.add(piece);
    }

    JsonObject onlyChoice() {
        List<JsonObject> all = all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Every choice, {@code {index, message, finish_reason}}. */
    List<JsonObject> all() {
        choices.values().forEach(choice -> {
            assertThat(choice.getString("finish_reason")).isNotNull();
            // The index says where a piece belongs; a message that goes back has none.
            objects(choice.getJsonObject("message"), "tool_calls").forEach(call -> call.remove("index"));
        });
        return List.copyOf(choices.values());
    }

    JsonObject usage() {
        assertThat(usage).as("usage").isNotEmpty();
        return usage;
    }
}
