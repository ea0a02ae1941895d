package io.serai.api.chat;

import java.util.Map;
import java.util.Optional;

/**
 * A request's {@code response_format} where it is not plain text (<a
 * href="https://platform.openai.com/docs/api-reference/chat/create#chat-create-response_format">source</a>).
 *
 * @param name of the schema, empty for JSON mode
 * @param schema the JSON schema; empty for JSON mode, in which any object will do
 * @param strict whether the answer has to fit exactly, where the request says
 */
public record ResponseFormat(String name, Optional<Map<String, Object>> schema, Optional<Boolean> strict) {

    /** What a request wants; empty where it wants text, or something that OpenAI does not know. */
    @SuppressWarnings("unchecked")
    public static Optional<ResponseFormat> in(Map<String, Object> request) {
        if (!(request.get("response_format") instanceof Map<?, ?> format)) {
            return Optional.empty();
        }
        if ("json_object".equals(format.get("type"))) {
            return Optional.of(new ResponseFormat("", Optional.empty(), Optional.empty()));
        }
        if ("json_schema".equals(format.get("type")) && format.get("json_schema") instanceof Map<?, ?> wanted) {
            Map<String, Object> schema =
                    wanted.get("schema") instanceof Map<?, ?> s ? (Map<String, Object>) s : Map.of();
            return Optional.of(new ResponseFormat(
                    wanted.get("name") instanceof String name ? name : "answer",
                    Optional.of(schema),
                    wanted.get("strict") instanceof Boolean strict ? Optional.of(strict) : Optional.empty()));
        }
        return Optional.empty();
    }
}
