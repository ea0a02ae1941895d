package io.serai.providers.openai;

import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Next to nothing to translate: the canonical form is OpenAI's. What it does not know goes through as it is. */
final class OpenAiCall implements Translation {

    private final Asked asked;
    private final Set<Deviation> deviations;
    private final ProviderErrors errors;

    OpenAiCall(Asked asked, Set<Deviation> deviations, ProviderErrors errors) {
        this.asked = asked;
        this.deviations = deviations;
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = new LinkedHashMap<>(asked.request());
        // Of the simulated provider; OpenAI refuses what it does not know.
        body.remove("simulate");
        body.put("model", asked.model());
        if (asked.delivery() == Delivery.STREAM) {
            body.put("stream", true);
            streamOptions(body);
        } else {
            body.remove("stream");
            // OpenAI: "Only set this when you set stream: true."
            body.remove("stream_options");
        }
        return new Outgoing(path(asked.operation()), Map.of(), Json.write(body));
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(body);
        // OpenRouter and others answer 200 and tell of an error: https://openrouter.ai/docs/api/reference/errors
        SeraiException error = errors.within(answer);
        if (error != null) {
            throw error;
        }
        return answer;
    }

    @Override
    public Events events(Head head) {
        return new OpenAiEvents(deviations, errors);
    }

    /** Without it OpenAI tells no usage, and usage is always metered. */
    private void streamOptions(Map<String, Object> body) {
        if (deviations.contains(Deviation.NO_STREAM_OPTIONS)) {
            body.remove("stream_options");
            return;
        }
        Object given = body.get("stream_options");
        Map<String, Object> options = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> known) {
            known.forEach((name, value) -> options.put(String.valueOf(name), value));
        } else if (given != null) {
            // The provider says best what is wrong with it.
            return;
        }
        options.put("include_usage", true);
        body.put("stream_options", options);
    }

    private static String path(Operation operation) {
        return switch (operation) {
            case CHAT -> "/chat/completions";
            case EMBED -> "/embeddings";
            default -> throw new IllegalArgumentException("not offered: " + operation.label());
        };
    }
}
