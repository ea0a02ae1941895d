package io.serai.providers.gemini;

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

/**
 * Embeddings by <a href="https://ai.google.dev/api/embeddings">embedContent and batchEmbedContents</a>; on Vertex AI by <a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">predict</a>, and by embedContent for
 * models after gemini-embedding-001.
 */
final class EmbedCall implements Translation {

    private enum Method {
        EMBED_CONTENT("embedContent"),
        BATCH("batchEmbedContents"),
        PREDICT("predict");

        private final String word;

        Method(String word) {
            this.word = word;
        }
    }

    private final Asked asked;
    private final Surface surface;
    private final GeminiErrors errors;
    private final EmbedWish wish;
    private final Method method;

    EmbedCall(Asked asked, Surface surface, GeminiErrors errors) {
        this.asked = asked;
        this.surface = surface;
        this.errors = errors;
        this.wish = EmbedWish.of(asked.request(), asked.model());
        this.method = method();
    }

    private Method method() {
        boolean one = !(asked.request().get("input") instanceof List<?> list) || list.size() == 1;
        if (!surface.isVertex()) {
            return one ? Method.EMBED_CONTENT : Method.BATCH;
        }
        String name = GeminiModel.of(asked.model()).name();
        if (!name.startsWith("gemini") || name.startsWith("gemini-embedding-001")) {
            return Method.PREDICT;
        }
        if (!one) {
            throw CallerException.badField(
                    "input", "Expected one input: on Vertex AI '" + asked.model() + "' embeds one at a time.");
        }
        return Method.EMBED_CONTENT;
    }

    @Override
    public Outgoing outgoing() {
        List<String> dropped = new ArrayList<>(wish.dropped());
        List<Map<String, Object>> contents = contents(dropped);
        Map<String, Object> body =
                switch (method) {
                    case EMBED_CONTENT -> surface.isVertex() ? onVertex(contents.get(0)) : request(contents.get(0));
                    case BATCH -> {
                        List<Map<String, Object>> requests = new ArrayList<>(contents.size());
                        contents.forEach(content -> requests.add(request(content)));
                        yield Nodes.of("requests", requests);
                    }
                    case PREDICT -> predict(contents);
                };
        Object extra = asked.request().get("extra_body");
        if (extra instanceof Map<?, ?> further) {
            body = Nodes.merged(body, further);
        }
        return new Outgoing(surface.path(asked.model(), method.word), Map.of(), Json.write(body), dropped);
    }

    private List<Map<String, Object>> contents(List<String> dropped) {
        MediaParts media = new MediaParts(surface, dropped);
        Object input = asked.request().get("input");
        List<?> inputs = input instanceof List<?> list ? list : input == null ? List.of() : List.of(input);
        List<Map<String, Object>> contents = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            Object each = inputs.get(i);
            if (each instanceof String text) {
                contents.add(Nodes.of("parts", List.of(MediaParts.text(text))));
            } else if (each instanceof Map<?, ?> part) {
                contents.add(Nodes.of("parts", media.of(List.of(part), "input[" + i + "]")));
            } else {
                throw CallerException.badField("input", "Expected text: Gemini takes no tokens.");
            }
        }
        if (contents.isEmpty()) {
            throw CallerException.badField("input", "Expected a text or a list of texts.");
        }
        return contents;
    }

    private Map<String, Object> request(Map<String, Object> content) {
        Map<String, Object> request = new LinkedHashMap<>(8);
        request.put("model", Surface.resource(asked.model()));
        request.put("content", content);
        wish.taskType().ifPresent(type -> request.put("taskType", type));
        wish.title().ifPresent(title -> request.put("title", title));
        wish.dimensions().ifPresent(size -> request.put("outputDimensionality", size));
        return request;
    }

    private Map<String, Object> onVertex(Map<String, Object> content) {
        Map<String, Object> config = new LinkedHashMap<>(4);
        wish.taskType().ifPresent(type -> config.put("taskType", type));
        wish.title().ifPresent(title -> config.put("title", title));
        wish.dimensions().ifPresent(size -> config.put("outputDimensionality", size));
        Map<String, Object> request = Nodes.of("content", content);
        if (!config.isEmpty()) {
            request.put("embedContentConfig", config);
        }
        return request;
    }

    private Map<String, Object> predict(List<Map<String, Object>> contents) {
        List<Map<String, Object>> instances = new ArrayList<>(contents.size());
        for (Map<String, Object> content : contents) {
            StringBuilder text = new StringBuilder();
            for (Map<?, ?> part : Nodes.objects(content.get("parts"))) {
                text.append(part.get("text") instanceof String piece ? piece : "");
            }
            Map<String, Object> instance = Nodes.of("content", text.toString());
            wish.taskType().ifPresent(type -> instance.put("task_type", type));
            wish.title().ifPresent(title -> instance.put("title", title));
            instances.add(instance);
        }
        Map<String, Object> body = Nodes.of("instances", instances);
        wish.dimensions().ifPresent(size -> body.put("parameters", Nodes.of("outputDimensionality", size)));
        return body;
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> said = JsonObjects.object(body);
        SeraiException error = errors.within(said);
        if (error != null) {
            throw error;
        }
        return new Vectors(asked.model(), asked.request()).answer(said);
    }

    @Override
    public Events events(Head head) {
        throw new UnsupportedOperationException("embeddings are not streamed");
    }
}
