package io.serai.providers.cohere;

import io.serai.api.chat.ObjectSchema;
import io.serai.api.chat.ResponseFormat;
import io.serai.api.chat.ToolChoice;
import io.serai.api.chat.ToolChoice.Mode;
import io.serai.api.error.CallerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tools and the form of the answer, which depend on each other: Cohere takes no {@code response_format} beside tools, so that there an answer
 * of a certain form is a tool too, whose call becomes the content again.
 *
 * @param members of the body: {@code tools}, {@code tool_choice}, {@code strict_tools}, {@code response_format}
 * @param answerTool the tool that stands for the answer, where there is one
 */
record ToolSet(Map<String, Object> members, Optional<String> answerTool) {

    private static final String FORMAT = "response_format";
    private static final String SCHEMA_PATH = "response_format.json_schema.schema";

    static ToolSet of(Map<String, Object> request, Drops drops) {
        Object given = request.get("tool_choice");
        ToolChoice choice = ToolChoice.of(given).orElseGet(() -> ownWord(given, drops));
        Optional<ResponseFormat> format = ResponseFormat.in(request);
        List<Object> tools = tools(request, choice, drops);
        Map<String, Object> members = new LinkedHashMap<>(8);
        if (tools.isEmpty() || (choice.mode() == Mode.NONE && format.isPresent())) {
            format.ifPresent(wanted -> members.put(FORMAT, format(wanted, drops)));
            return new ToolSet(members, Optional.empty());
        }
        Optional<String> answer = Optional.empty();
        boolean oneForced = choice.mode() == Mode.REQUIRED && choice.names().size() == 1;
        if (format.isPresent() && !oneForced) {
            answer = answerTool(format.get(), tools, drops);
        }
        members.put("tools", tools);
        if (choice.mode() == Mode.NONE) {
            members.put("tool_choice", "NONE");
        } else if (choice.mode() == Mode.REQUIRED || answer.isPresent()) {
            members.put("tool_choice", "REQUIRED");
        }
        if (isStrict(request, choice)) {
            members.put("strict_tools", true);
        }
        return new ToolSet(members, answer);
    }

    void addTo(Map<String, Object> body) {
        body.putAll(members);
    }

    /** {@code REQUIRED} and {@code NONE} are Cohere's own spelling. */
    private static ToolChoice ownWord(@Nullable Object given, Drops drops) {
        if (given instanceof Map) {
            // Of a tool that can't be told either.
            drops.add("tool_choice");
        }
        return new ToolChoice(
                "NONE".equals(given) ? Mode.NONE : "REQUIRED".equals(given) ? Mode.REQUIRED : Mode.AUTO, List.of());
    }

    /** The functions that may be called: Cohere can't be told to call a certain one, but be given no other. */
    private static List<Object> tools(Map<String, Object> request, ToolChoice choice, Drops drops) {
        List<Object> tools = new ArrayList<>(4);
        if (!(request.get("tools") instanceof List<?> list)) {
            return tools;
        }
        boolean allStrict = isStrict(request, choice);
        for (int i = 0; i < list.size(); i++) {
            String path = "tools[" + i + "]";
            if (!(list.get(i) instanceof Map<?, ?> tool) || !(tool.get("function") instanceof Map<?, ?> function)) {
                drops.add(path);
            } else if (isMeant(function, choice)) {
                tools.add(tool(cast(function), path, allStrict, drops));
                if (tool.get("cache_control") != null) {
                    drops.add(path + ".cache_control");
                }
            }
        }
        if (tools.isEmpty() && !choice.names().isEmpty()) {
            throw CallerException.badField(
                    "tool_choice", "Expected tool_choice to name a function of tools, found none of that name.");
        }
        return tools;
    }

    private static Map<String, Object> tool(Map<String, Object> given, String path, boolean allStrict, Drops drops) {
        Map<String, Object> function = new LinkedHashMap<>(4);
        function.put("name", given.get("name"));
        if (given.get("description") instanceof String description && !description.isEmpty()) {
            function.put("description", description);
        }
        Map<String, Object> parameters = given.get("parameters") instanceof Map<?, ?> schema && !schema.isEmpty()
                ? cast(schema)
                : ObjectSchema.NO_ARGUMENTS;
        function.put(
                "parameters",
                allStrict ? StrictSchema.of(parameters, path + ".function.parameters", drops) : parameters);
        if (Boolean.TRUE.equals(given.get("strict")) && !allStrict) {
            drops.add(path + ".function.strict");
        }
        Map<String, Object> tool = new LinkedHashMap<>(4);
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    /** Cohere is strict with all tools or with none: https://docs.cohere.com/docs/structured-outputs#structured-outputs-tools. */
    private static boolean isStrict(Map<String, Object> request, ToolChoice choice) {
        boolean any = false;
        if (request.get("tools") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> tool
                        && tool.get("function") instanceof Map<?, ?> function
                        && isMeant(function, choice)) {
                    if (!Boolean.TRUE.equals(function.get("strict"))) {
                        return false;
                    }
                    any = true;
                }
            }
        }
        return any;
    }

    private static boolean isMeant(Map<?, ?> function, ToolChoice choice) {
        return choice.names().isEmpty() || choice.names().contains(String.valueOf(function.get("name")));
    }

    /** https://docs.cohere.com/docs/structured-outputs#json-schema-mode */
    private static Map<String, Object> format(ResponseFormat wanted, Drops drops) {
        Map<String, Object> format = new LinkedHashMap<>(4);
        format.put("type", "json_object");
        wanted.schema().ifPresent(schema -> format.put("schema", StrictSchema.of(schema, SCHEMA_PATH, drops)));
        return format;
    }

    private static Optional<String> answerTool(ResponseFormat wanted, List<Object> tools, Drops drops) {
        Optional<Map<String, Object>> schema = wanted.schema();
        if (schema.isEmpty()) {
            drops.add(FORMAT);
            return Optional.empty();
        }
        String name = wanted.name();
        while (isTaken(name, tools)) {
            name += "_";
        }
        Map<String, Object> function = new LinkedHashMap<>(4);
        function.put("name", name);
        function.put("description", "Gives the final answer.");
        function.put("parameters", schema.get());
        Map<String, Object> tool = new LinkedHashMap<>(4);
        tool.put("type", "function");
        tool.put("function", function);
        tools.add(tool);
        return Optional.of(name);
    }

    private static boolean isTaken(String name, List<Object> tools) {
        for (Object tool : tools) {
            if (tool instanceof Map<?, ?> map
                    && map.get("function") instanceof Map<?, ?> function
                    && name.equals(function.get("name"))) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
