package io.serai.providers.huggingface;

import io.serai.api.json.Json;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of {@code /embed}. */
final class TeiEmbed implements Translation {

    private final Asked asked;
    private final Map<String, String> prompts;

    TeiEmbed(Asked asked, Map<String, String> prompts) {
        this.asked = asked;
        this.prompts = prompts;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = new LinkedHashMap<>();
        List<String> dropped = new ArrayList<>(0);
        asked.request().forEach((name, value) -> member(name, value, body, dropped));
        TeiBody.merge(asked.request().get("extra_body"), body);
        return new Outgoing("/embed", Map.of(), Json.write(body), dropped);
    }

    private void member(String name, @Nullable Object value, Map<String, Object> body, List<String> dropped) {
        switch (name) {
            // The server has one model. The answer has numbers; front ends write them as the caller wants.
            case "model", "stream", "simulate", "extra_body", "encoding_format" -> {}
            case "input" -> body.put("inputs", value);
            case "input_type" -> {
                String prompt = prompts.get(String.valueOf(value));
                if (prompt != null) {
                    body.putIfAbsent("prompt_name", prompt);
                } else if (value != null) {
                    dropped.add(name);
                }
            }
            case "user" -> {
                if (value != null) {
                    dropped.add(name);
                }
            }
            // Ollama's, which means nothing to a server that has its model loaded for good.
            case "keep_alive" -> {}
            case "options" -> dropped.add(name);
            default -> body.put(name, value);
        }
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        List<?> vectors = TeiBody.list(body);
        List<Object> data = new ArrayList<>(vectors.size());
        for (Object vector : vectors) {
            if (!(vector instanceof List<?>)) {
                throw new MalformedException("expected a vector, found " + Json.kindOf(vector));
            }
            Map<String, Object> embedding = new LinkedHashMap<>();
            embedding.put("object", "embedding");
            embedding.put("index", data.size());
            embedding.put("embedding", vector);
            data.add(embedding);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("data", data);
        answer.put("model", asked.model());
        TeiBody.usage(head, answer);
        return answer;
    }

    @Override
    public Events events(Head head) {
        throw new IllegalStateException("not streamed");
    }
}
