package io.serai.providers.gemini;

import io.serai.api.chat.ToolChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's tools: functions as {@code functionDeclarations} (<a href="https://ai.google.dev/api/caching#FunctionDeclaration">source</a>),
 * those that Google runs in Google's own words, and how they are to be chosen from.
 */
final class OfferedTools {

    /** Members of a <a href="https://ai.google.dev/api/caching#Tool">Tool</a>. */
    private static final Set<String> OF_GOOGLE = Set.of(
            "functionDeclarations",
            "googleSearch",
            "googleSearchRetrieval",
            "codeExecution",
            "urlContext",
            "googleMaps",
            "fileSearch",
            "computerUse",
            "mcpServers",
            "retrieval",
            "enterpriseWebSearch",
            "parallelAiSearch",
            "exaAiSearch");

    private final List<?> tools;
    private final Map<String, Object> request;

    OfferedTools(Map<String, Object> request) {
        this.request = request;
        this.tools = request.get("tools") instanceof List<?> list ? list : List.of();
    }

    /** The names of all functions. */
    List<String> functions() {
        List<String> names = new ArrayList<>(tools.size());
        for (Map<?, ?> tool : Nodes.objects(tools)) {
            String name = isFunction(tool) ? Nodes.text(Nodes.object(tool, "function"), "name") : null;
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** Whether Google may run some itself: then an answer can hold what has no word here. */
    boolean areRunByGoogle() {
        if (request.get("web_search_options") != null) {
            return true;
        }
        for (Map<?, ?> tool : Nodes.objects(tools)) {
            if (!isFunction(tool)) {
                return true;
            }
        }
        return request.get("extra_body") instanceof Map<?, ?> extra && extra.get("tools") != null;
    }

    /** Writes {@code tools} and {@code toolConfig}. */
    void write(Map<String, Object> body, CallShape shape, Surface surface, List<String> dropped) {
        List<Map<String, Object>> declarations = new ArrayList<>(tools.size());
        List<Map<String, Object>> own = new ArrayList<>(1);
        boolean strict = false;
        for (int i = 0; i < tools.size(); i++) {
            if (!(tools.get(i) instanceof Map<?, ?> tool)) {
                continue;
            }
            if (isFunction(tool)) {
                Map<String, Object> function = Nodes.object(tool, "function");
                strict |= Boolean.TRUE.equals(function.get("strict"));
                declarations.add(declaration(function, shape.names(), surface, i, dropped));
                if (tool.get("cache_control") != null) {
                    dropped.add("tools[" + i + "].cache_control");
                }
            } else {
                Map<String, Object> told = ownWords(tool);
                if (told == null) {
                    dropped.add("tools[" + i + "]");
                } else {
                    own.add(told);
                }
            }
        }
        search(own, dropped);
        shape.answerTool().ifPresent(declarations::add);
        List<Map<String, Object>> all = new ArrayList<>(own.size() + 1);
        if (!declarations.isEmpty()) {
            all.add(Nodes.of("functionDeclarations", declarations));
        }
        all.addAll(own);
        if (!all.isEmpty()) {
            body.put("tools", all);
        }
        Map<String, Object> config = config(shape, strict, !declarations.isEmpty(), dropped);
        if (!own.isEmpty() && !declarations.isEmpty() && shape.showsServerTools()) {
            config.put("includeServerSideToolInvocations", true);
        }
        if (!config.isEmpty()) {
            body.put("toolConfig", config);
        }
    }

    private static boolean isFunction(Map<?, ?> tool) {
        return "function".equals(tool.get("type")) || (tool.get("type") == null && tool.get("function") instanceof Map);
    }

    private static Map<String, Object> declaration(
            Map<String, Object> function, FunctionNames names, Surface surface, int index, List<String> dropped) {
        Map<String, Object> declaration = new LinkedHashMap<>(4);
        for (Map.Entry<String, Object> member : function.entrySet()) {
            Object value = member.getValue();
            switch (member.getKey()) {
                case "name" -> declaration.put("name", names.told(String.valueOf(value)));
                case "description" -> {
                    if (value != null) {
                        declaration.put("description", value);
                    }
                }
                case "parameters" -> {
                    if (value instanceof Map<?, ?> schema && !schema.isEmpty()) {
                        declaration.put("parametersJsonSchema", FunctionSchema.adapted(Nodes.cast(schema)));
                    }
                }
                // Said by the mode of choosing.
                case "strict" -> {}
                default -> {
                    if (value != null && isOwn(member.getKey(), surface)) {
                        declaration.put(member.getKey(), value);
                    } else if (value != null) {
                        dropped.add("tools[" + index + "].function." + member.getKey());
                    }
                }
            }
        }
        return declaration;
    }

    /**
     * What only Gemini says of a function: what it answers, and whether the model waits for it, which <a
     * href="https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/FunctionDeclaration">Vertex AI</a> does not know.
     */
    private static boolean isOwn(String member, Surface surface) {
        return switch (member) {
            case "response", "responseJsonSchema" -> true;
            case "behavior" -> !surface.isVertex();
            default -> false;
        };
    }

    /**
     * A tool in Google's words: {@code {"googleSearch": {}}}, {@code {"type": "google_search", …}}; null where it is somebody else's.
     */
    private static @Nullable Map<String, Object> ownWords(Map<?, ?> tool) {
        Map<String, Object> words = new LinkedHashMap<>(Nodes.cast(tool));
        Object type = words.remove("type");
        if (type == null) {
            return words.isEmpty() ? null : words;
        }
        String name = Nodes.camel(type.toString());
        for (String member : words.keySet()) {
            if (OF_GOOGLE.contains(Nodes.camel(member))) {
                return words;
            }
        }
        return OF_GOOGLE.contains(name) ? Nodes.of(name, words) : null;
    }

    /** OpenAI's word for a search in the web. */
    private void search(List<Map<String, Object>> own, List<String> dropped) {
        if (!(request.get("web_search_options") instanceof Map<?, ?> options)) {
            return;
        }
        own.add(Nodes.of("googleSearch", new LinkedHashMap<>(0)));
        options.forEach((name, value) -> {
            if (value != null) {
                dropped.add("web_search_options." + name);
            }
        });
    }

    /**
     * <a href="https://ai.google.dev/gemini-api/docs/generate-content/function-calling#function_calling_modes">Modes</a>: ANY and
     * VALIDATED hold the model to the schemas, as {@code strict} does, and they alone can be given names.
     */
    private Map<String, Object> config(CallShape shape, boolean strict, boolean functions, List<String> dropped) {
        Map<String, Object> config = new LinkedHashMap<>(4);
        Object given = request.get("tool_choice");
        ToolChoice choice = ToolChoice.of(given).orElse(null);
        if (given != null && (choice == null || (!functions && !"auto".equals(given) && !tools.isEmpty()))) {
            dropped.add("tool_choice");
            choice = null;
        }
        if (Boolean.FALSE.equals(request.get("parallel_tool_calls"))) {
            dropped.add("parallel_tool_calls");
        }
        if (!functions) {
            return config;
        }
        Map<String, Object> calling = new LinkedHashMap<>(4);
        List<String> names = choice == null ? List.of() : choice.names();
        String mode = mode(choice, strict, shape);
        if (mode != null) {
            calling.put("mode", mode);
        }
        if (!names.isEmpty()) {
            List<String> allowed = new ArrayList<>(names.size());
            names.forEach(name -> allowed.add(shape.names().told(name)));
            calling.put("allowedFunctionNames", allowed);
        }
        if (!calling.isEmpty()) {
            config.put("functionCallingConfig", calling);
        }
        return config;
    }

    private static @Nullable String mode(@Nullable ToolChoice choice, boolean strict, CallShape shape) {
        if (shape.answerTool().isPresent()) {
            return "ANY";
        }
        if (choice == null) {
            return strict ? "VALIDATED" : null;
        }
        return switch (choice.mode()) {
            case NONE -> "NONE";
            case REQUIRED -> "ANY";
            case AUTO -> strict || !choice.names().isEmpty() ? "VALIDATED" : "AUTO";
        };
    }
}
