package io.serai.providers.ollama;

import io.serai.api.error.CallerException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of {@code /api/embed} (<a href="https://docs.ollama.com/api/embed">source</a>). */
final class EmbedCall implements Translation {

    private final Asked asked;
    private final OllamaErrors errors;

    EmbedCall(Asked asked, OllamaErrors errors) {
        this.asked = asked;
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>(0);
        body.put("model", asked.model());
        asked.request().forEach((name, value) -> member(name, value, body, dropped));
        OwnWords.merge(asked.request().get("extra_body"), body);
        return new Outgoing("/api/embed", Map.of(), Json.write(body), dropped);
    }

    private static void member(String name, @Nullable Object value, Map<String, Object> body, List<String> dropped) {
        switch (name) {
            // The answer has numbers; front ends write them as the caller wants.
            case "model", "stream", "simulate", "extra_body", "encoding_format" -> {}
            case "input" -> body.put(name, texts(value));
            case "input_type", "user" -> {
                if (value != null) {
                    dropped.add(name);
                }
            }
            default -> body.put(name, value);
        }
    }

    private static @Nullable Object texts(@Nullable Object input) {
        if (input instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                if (!(list.get(i) instanceof String)) {
                    String path = "input[" + i + "]";
                    throw CallerException.badField(
                            path, "`" + path + "` must be a string: the model's provider embeds texts, not tokens.");
                }
            }
        }
        return input;
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(body);
        SeraiException error = errors.within(answer);
        if (error != null) {
            throw error;
        }
        if (!(answer.get("embeddings") instanceof List<?> vectors)) {
            throw new MalformedException("expected embeddings, found " + Json.kindOf(answer.get("embeddings")));
        }
        List<Object> data = new ArrayList<>(vectors.size());
        for (Object vector : vectors) {
            Map<String, Object> embedding = new LinkedHashMap<>();
            embedding.put("object", "embedding");
            embedding.put("index", data.size());
            embedding.put("embedding", vector);
            data.add(embedding);
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("object", "list");
        list.put("data", data);
        list.put("model", answer.get("model") instanceof String named ? named : asked.model());
        Map<String, Object> usage = new LinkedHashMap<>(Counts.of(answer).map());
        usage.remove("completion_tokens");
        list.put("usage", usage);
        return list;
    }

    @Override
    public Events events(Head head) {
        throw new IllegalStateException("not streamed");
    }
}
