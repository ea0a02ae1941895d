package io.serai.providers.simulated;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which of the functions on offer a simulated model calls, and with what. Pure. */
final class ToolChooser {

    private static final Pattern NAME_BREAK = Pattern.compile("_+|(?<=\\p{Ll})(?=\\p{Lu})");

    private ToolChooser() {}

    /**
     * A call to be made.
     *
     * @param arguments JSON that is valid for the function's parameters
     */
    record ToolCall(String name, String arguments) {}

    private record Function(String name, String description, @Nullable Object parameters) {}

    /**
     * The calls of one choice. Without {@code tool_choice} a function is called when the user mentions a word of its name or
     * description; a result that has just come in is answered in words.
     */
    static List<ToolCall> choose(SimulatedRequest request, long seed) {
        List<Function> offered =
                request.answersTool() ? List.of() : functions(request.map().get("tools"));
        List<Function> called = called(request, offered);
        if (Boolean.FALSE.equals(request.map().get("parallel_tool_calls")) && called.size() > 1) {
            called = called.subList(0, 1);
        }
        List<ToolCall> calls = new ArrayList<>(called.size());
        for (Function function : called) {
            calls.add(new ToolCall(function.name(), arguments(function, seed, request.topic())));
        }
        return calls;
    }

    private static List<Function> called(SimulatedRequest request, List<Function> offered) {
        Object choice = request.map().get("tool_choice");
        if (offered.isEmpty() || "none".equals(choice)) {
            return List.of();
        }
        if (choice instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> named) {
            return offered.stream()
                    .filter(function -> function.name().equals(named.get("name")))
                    .limit(1)
                    .toList();
        }
        Set<String> said = Words.significant(request.userText());
        List<Function> mentioned =
                offered.stream().filter(function -> isMentioned(function, said)).toList();
        return mentioned.isEmpty() && "required".equals(choice) ? offered.subList(0, 1) : mentioned;
    }

    private static boolean isMentioned(Function function, Set<String> said) {
        String name = NAME_BREAK.matcher(function.name()).replaceAll(" ");
        return Words.significant(name + " " + function.description()).stream().anyMatch(said::contains);
    }

    private static List<Function> functions(@Nullable Object tools) {
        List<Function> functions = new ArrayList<>();
        for (Object tool : tools instanceof List<?> list ? list : List.of()) {
            if (tool instanceof Map<?, ?> members
                    && members.get("function") instanceof Map<?, ?> function
                    && function.get("name") instanceof String name) {
                String description = function.get("description") instanceof String text ? text : "";
                functions.add(new Function(name, description, function.get("parameters")));
            }
        }
        return functions;
    }

    private static String arguments(Function function, long seed, String topic) {
        if (!(function.parameters() instanceof Map<?, ?> schema)) {
            return "{}";
        }
        Object sample = new SchemaSampler(schema, seed ^ StableHash.of(function.name()), topic).sample();
        return new String(Json.write(sample instanceof Map ? sample : Map.of()), StandardCharsets.UTF_8);
    }
}
