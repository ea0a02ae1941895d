package io.serai.providers.bedrock;

import io.serai.api.chat.ResponseFormat;
import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How an answer is got that is JSON. */
sealed interface StructuredOutput {

    /** It need not be. */
    record Free() implements StructuredOutput {}

    /**
     * By the model's own means.
     *
     * @param config the member {@code outputConfig}
     */
    record BySchema(Map<String, Object> config) implements StructuredOutput {}

    /** By a tool that the model has to call, and whose input is the answer. */
    record ByTool(String name, Map<String, Object> schema) implements StructuredOutput {}

    static StructuredOutput of(Map<String, Object> request, ModelTraits traits) {
        Optional<ResponseFormat> wanted = ResponseFormat.in(request);
        if (wanted.isEmpty()) {
            return new Free();
        }
        ResponseFormat format = wanted.get();
        Map<String, Object> schema = format.schema().orElse(Map.of());
        Optional<Map<String, Object>> closed =
                schema.isEmpty() || !traits.answersBySchema() ? Optional.empty() : ClosedSchema.of(schema);
        return closed.isPresent()
                ? new BySchema(config(format, description(request), closed.get()))
                : new ByTool(format.name().isEmpty() ? "json_answer" : format.name(), schema);
    }

    /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_JsonSchemaDefinition.html: the schema is a text. */
    private static Map<String, Object> config(
            ResponseFormat format, Optional<String> description, Map<String, Object> schema) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("schema", new String(Json.write(schema), StandardCharsets.UTF_8));
        definition.put("name", format.name());
        description.ifPresent(text -> definition.put("description", text));
        Map<String, Object> textFormat = new LinkedHashMap<>();
        textFormat.put("type", "json_schema");
        textFormat.put("structure", Map.of("jsonSchema", definition));
        return Map.of("textFormat", textFormat);
    }

    private static Optional<String> description(Map<String, Object> request) {
        return request.get("response_format") instanceof Map<?, ?> format
                        && format.get("json_schema") instanceof Map<?, ?> wanted
                        && wanted.get("description") instanceof String text
                        && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }
}
