package io.serai.providers.gemini;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens of a chat request, by <a href="https://ai.google.dev/api/tokens">countTokens</a>; Vertex AI's takes <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens">less of it</a>.
 */
final class CountCall implements Translation {

    private static final List<String> ON_VERTEX = List.of("contents", "systemInstruction", "tools", "generationConfig");

    private final Asked asked;
    private final Surface surface;
    private final GeminiErrors errors;

    CountCall(Asked asked, Surface surface, GeminiErrors errors) {
        this.asked = asked;
        this.surface = surface;
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        OfferedTools tools = new OfferedTools(asked.request());
        CallShape shape = CallShape.of(asked.request(), asked.model(), surface, tools);
        ChatBody body = ChatBody.of(asked.request(), shape, tools, surface);
        return new Outgoing(
                surface.path(asked.model(), "countTokens"), Map.of(), Json.write(counted(body.map())), body.dropped());
    }

    private Map<String, Object> counted(Map<String, Object> body) {
        Map<String, Object> request = new LinkedHashMap<>();
        if (surface.isVertex()) {
            for (String name : ON_VERTEX) {
                if (body.get(name) != null) {
                    request.put(name, body.get(name));
                }
            }
            return request;
        }
        request.put("model", Surface.resource(asked.model()));
        request.putAll(body);
        return Nodes.of("generateContentRequest", request);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> said = JsonObjects.object(body);
        SeraiException error = errors.within(said);
        if (error != null) {
            throw error;
        }
        if (!(said.get("totalTokens") instanceof Number tokens)) {
            throw new MalformedException("expected totalTokens");
        }
        return Nodes.of("input_tokens", tokens);
    }

    @Override
    public Events events(Head head) {
        throw new UnsupportedOperationException("a count is not streamed");
    }
}
