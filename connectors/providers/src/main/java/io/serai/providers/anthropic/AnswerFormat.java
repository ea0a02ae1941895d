package io.serai.providers.anthropic;

import io.serai.api.chat.ResponseFormat;
import io.serai.providers.anthropic.ClaudeModel.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the answer is held to JSON. A schema goes to {@code output_config.format} (<a
 * href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">structured outputs</a>); where the model has none, and for
 * a schema that refers to itself, a tool that the model has to call takes the answer. JSON mode, which Anthropic does not have, is such a
 * tool too; where a forced tool is refused or would keep the model from thinking, an instruction at the end of the system's words.
 */
final class AnswerFormat {

    private static final String DEFAULT_NAME = "json_answer";
    private static final String INSTRUCTION =
            "Answer with one JSON object and nothing else: no Markdown fences, no text before or after it.";

    private final ClaudeModel model;
    private final ToolSet tools;
    private final Schemas schemas;
    private final Dropped dropped;
    private @Nullable Map<String, Object> schema;
    private @Nullable String tool;
    private boolean instruction;

    AnswerFormat(ClaudeModel model, ToolSet tools, Schemas schemas, Dropped dropped) {
        this.model = model;
        this.tools = tools;
        this.schemas = schemas;
        this.dropped = dropped;
    }

    void read(Map<String, Object> request, ThinkingPlan plan) {
        Optional<ResponseFormat> wanted = ResponseFormat.in(request);
        if (wanted.isEmpty()) {
            Object given = request.get("response_format");
            if (given != null && !(given instanceof Map<?, ?> map && "text".equals(map.get("type")))) {
                dropped.add("response_format");
            }
            return;
        }
        Optional<Map<String, Object>> given = wanted.get().schema();
        boolean forced = model.has(Feature.FORCED_TOOLS);
        if (given.isEmpty()) {
            if (forced && !plan.thinks()) {
                answerBy(DEFAULT_NAME, Map.of("type", "object"), description(request));
            } else {
                instruction = true;
            }
        } else if (model.has(Feature.JSON_SCHEMA) && !(forced && Schemas.isRecursive(given.get()))) {
            schema = described(schemas.exact(given.get(), "response_format.json_schema.schema"), request);
        } else {
            Map<String, Object> fit = schemas.ofTool(given.get(), "response_format.json_schema.schema");
            answerBy(wanted.get().name(), fit, description(request));
        }
    }

    private void answerBy(String wanted, Map<String, Object> input, String description) {
        String name = new SafeNames().name(wanted);
        tool = tools.has(name) ? name + "_" + DEFAULT_NAME : name;
        tools.addAnswer(tool, description, input);
    }

    private static String description(Map<String, Object> request) {
        return given(request).orElse("Takes the answer. Call it once, with the whole answer.");
    }

    private static Map<String, Object> described(Map<String, Object> schema, Map<String, Object> request) {
        Optional<String> description = given(request);
        if (description.isPresent() && !schema.containsKey("description")) {
            schema.put("description", description.get());
        }
        return schema;
    }

    private static Optional<String> given(Map<String, Object> request) {
        return request.get("response_format") instanceof Map<?, ?> format
                        && format.get("json_schema") instanceof Map<?, ?> wanted
                        && wanted.get("description") instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The tool whose call is the answer; null where there is none. */
    @Nullable
    String tool() {
        return tool;
    }

    void write(Map<String, Object> outputConfig, List<Object> system) {
        if (schema != null) {
            Map<String, Object> format = new LinkedHashMap<>(4);
            format.put("type", "json_schema");
            format.put("schema", schema);
            outputConfig.put("format", format);
        }
        if (instruction) {
            system.add(ContentBlocks.text(INSTRUCTION));
        }
    }
}
