package io.serai.processors.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tools and their choice in canonical words. Tools that Google runs stay in Google's words, each for itself; what only Gemini knows of a
 * choice stays in {@code toolConfig}.
 */
final class ToolWords {

    private static final Set<String> OF_FUNCTION = Set.of("name", "description", "parameters", "parametersJsonSchema");
    private static final Set<String> OF_CHOICE = Set.of("mode", "allowedFunctionNames");

    private ToolWords() {}

    /** Puts {@code tools}, {@code tool_choice} and what is left of {@code toolConfig} into a canonical request. */
    static void tell(Node given, Map<String, Object> request) {
        List<Object> tools = tools(given);
        if (!tools.isEmpty()) {
            request.put("tools", tools);
        }
        Node config = given.object("toolConfig");
        Node choice = config.object("functionCallingConfig");
        boolean isSaid = choice(choice, tools, request);
        Map<String, Object> left = config.others(Set.of("functionCallingConfig"));
        Map<String, Object> leftOfChoice = isSaid ? choice.others(OF_CHOICE) : choice.map();
        if (!leftOfChoice.isEmpty()) {
            left.put("functionCallingConfig", leftOfChoice);
        }
        if (!left.isEmpty()) {
            request.put("toolConfig", left);
        }
    }

    private static List<Object> tools(Node given) {
        List<Object> tools = new ArrayList<>();
        for (Node tool : given.objects("tools")) {
            for (Node declaration : tool.objects("functionDeclarations")) {
                tools.add(function(declaration));
            }
            tool.map().forEach((name, value) -> {
                if (value != null && !name.equals("functionDeclarations")) {
                    tools.add(Node.map(name, value));
                }
            });
        }
        return tools;
    }

    private static Map<String, Object> function(Node declaration) {
        Map<String, Object> function = new LinkedHashMap<>();
        declaration.copy("name", function, "name");
        declaration.copy("description", function, "description");
        if (declaration.has("parameters")) {
            function.put(
                    "parameters",
                    SchemaWords.json(declaration.object("parameters").map()));
        } else {
            declaration.copy("parametersJsonSchema", function, "parameters");
        }
        function.putAll(declaration.others(OF_FUNCTION));
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    /**
     * Tells the <a href="https://ai.google.dev/gemini-api/docs/function-calling#function_calling_modes">mode</a>.
     *
     * @return whether the canonical form can say it: that all calls are to fit their schemas (VALIDATED) it can't, for all functions
     */
    private static boolean choice(Node choice, List<Object> tools, Map<String, Object> request) {
        boolean functions = tools.stream().anyMatch(tool -> Node.of(tool).has("function"));
        if (!functions) {
            return true;
        }
        List<?> names = choice.list("allowedFunctionNames");
        switch (choice.string("mode").toUpperCase(Locale.ROOT)) {
            case "AUTO" -> request.put("tool_choice", "auto");
            case "NONE" -> request.put("tool_choice", "none");
            case "ANY" -> request.put("tool_choice", any(names));
            case "VALIDATED" -> {
                request.put("tool_choice", names.isEmpty() ? "auto" : allowed("auto", names));
                return !names.isEmpty();
            }
            default -> {}
        }
        return true;
    }

    private static Object any(List<?> names) {
        return switch (names.size()) {
            case 0 -> "required";
            case 1 -> named(names.get(0));
            default -> allowed("required", names);
        };
    }

    private static Map<String, Object> allowed(String mode, List<?> names) {
        List<Object> functions = new ArrayList<>(names.size());
        names.forEach(name -> functions.add(named(name)));
        Map<String, Object> tools = new LinkedHashMap<>();
        tools.put("mode", mode);
        tools.put("tools", functions);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("type", "allowed_tools");
        choice.put("allowed_tools", tools);
        return choice;
    }

    private static Map<String, Object> named(Object name) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("type", "function");
        choice.put("function", Node.map("name", name));
        return choice;
    }
}
