package io.serai.providers.serving.httpjson;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.serving.Members;
import io.serai.providers.serving.PredictCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One call of a mapped endpoint: the request by one template, the answer by another. */
final class MappedCall implements PredictCall {

    /** Members that say what would be so without them. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "n",
            1,
            "logprobs",
            false,
            "parallel_tool_calls",
            true,
            "store",
            false,
            "service_tier",
            "auto",
            "response_format",
            Map.of("type", "text"));

    /** Said by how the answer is made, whatever the endpoint. */
    private static final Map<Operation, Set<String>> ANSWERED = Map.of(
            Operation.PREDICT, Set.of("id", "outputs"),
            Operation.EMBED, Set.of("encoding_format"),
            Operation.CHAT, Set.of("stream_options"));

    private final Asked asked;
    private final Mapping mapping;
    private final ProviderErrors errors;

    MappedCall(Asked asked, Mapping mapping, ProviderErrors errors) {
        this.asked = asked;
        this.mapping = mapping;
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> request = source();
        Object body = mapping.request().fill(request).orElseGet(Map::of);
        if (body instanceof Map<?, ?> members && request.get("extra_body") instanceof Map<?, ?>) {
            Map<String, Object> more = new LinkedHashMap<>();
            members.forEach((name, value) -> more.put(String.valueOf(name), value));
            Members.merge(request, more);
            body = more;
        }
        return new Outgoing(
                mapping.method(), mapping.path(asked.model()), Map.of(), Json.write(body), dropped(request));
    }

    /** What paths select from: the request with the model's name, and the inputs of embeddings always a list. */
    private Map<String, Object> source() {
        Map<String, Object> source = new LinkedHashMap<>(asked.request());
        source.put("model", asked.model());
        if (asked.operation() == Operation.EMBED && source.get("input") instanceof String text) {
            source.put("input", List.of(text));
        }
        return source;
    }

    private List<String> dropped(Map<String, Object> request) {
        Set<String> answered = ANSWERED.getOrDefault(asked.operation(), Set.of());
        List<String> dropped = new ArrayList<>(0);
        request.forEach((name, value) -> {
            if (value != null
                    && !goesWithoutSaying(name)
                    && !answered.contains(name)
                    && !value.equals(DEFAULTS.get(name))) {
                dropped.addAll(mapping.told().untold(name, value));
            }
        });
        return dropped;
    }

    /** A version is said by the path of a model server; here by a template, or not at all. */
    private static boolean goesWithoutSaying(String name) {
        return Members.isSilent(name) && !name.equals("model_version");
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        if (body instanceof Map<?, ?> told && told.containsKey("error")) {
            Map<String, Object> named = new LinkedHashMap<>();
            told.forEach((name, value) -> named.put(String.valueOf(name), value));
            SeraiException error = errors.within(named);
            if (error != null) {
                throw error;
            }
        }
        return new MappedAnswer(asked, mapping, head).of(body);
    }
}
