package io.serai.providers.compatible;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What calls of all operations have in common. */
final class Bodies {

    private Bodies() {}

    /** A request without what is not the service's business, and with what is the service's own. */
    static Map<String, Object> request(Map<String, Object> request) {
        Map<String, Object> body = new LinkedHashMap<>(request);
        body.remove("simulate");
        body.remove("stream");
        if (body.get("extra_body") instanceof Map<?, ?> own) {
            body.remove("extra_body");
            own.forEach((name, value) -> {
                if (!"model".equals(name) && !"stream".equals(name)) {
                    body.put(String.valueOf(name), value);
                }
            });
        }
        return body;
    }

    /** Names the model as the service wants it, or not at all. */
    static void model(Map<String, Object> body, Optional<String> name) {
        if (name.isPresent()) {
            body.put("model", name.get());
        } else {
            body.remove("model");
        }
    }

    /** An answer that tells of no error, with OpenAI's names in its usage. */
    static Map<String, Object> read(Object json, ProviderErrors errors) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(json);
        SeraiException error = errors.within(answer);
        if (error != null) {
            throw error;
        }
        if (answer.get("usage") instanceof Map<?, ?> usage) {
            UsageReader.read(Wording.UNKNOWN, ChoiceReader.cast(usage));
        }
        return answer;
    }
}
