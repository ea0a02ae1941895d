package io.serai.providers.compatible;

import java.util.Map;

/**
 * What every answer and every chunk says of itself. Azure's and some model servers' leave parts of it out, which OpenAI's clients rely on.
 *
 * @param object {@code chat.completion} or {@code chat.completion.chunk}
 * @param created in seconds since 1970, where the service does not tell
 * @param model that was asked, where the service does not tell which answered
 */
record Envelope(String object, long created, String model) {

    void complete(Map<String, Object> answer) {
        // Empty where Azure's asynchronous filter speaks.
        if (answer.get("object") == null || "".equals(answer.get("object"))) {
            answer.put("object", object);
        }
        if (answer.get("created") == null) {
            answer.put("created", created);
        }
        if (answer.get("model") == null) {
            answer.put("model", model);
        }
    }
}
