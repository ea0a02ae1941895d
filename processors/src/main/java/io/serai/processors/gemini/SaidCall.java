package io.serai.processors.gemini;

import io.serai.api.chat.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a function, put together from its pieces. */
final class SaidCall {

    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";
    private String signature = "";

    String id() {
        return id;
    }

    /** In Google's own OpenAI-compatible shape, which some providers speak; empty where there is none. */
    String signature() {
        return signature;
    }

    void add(Node delta) {
        Node function = delta.object("function");
        id = later(id, delta.string("id"));
        name = later(name, function.string("name"));
        signature =
                later(signature, delta.object("extra_content").object("google").string("thought_signature"));
        Object piece = function.get("arguments");
        if (piece instanceof String text) {
            arguments.append(text);
        }
    }

    private static String later(String known, String told) {
        return told.isEmpty() ? known : told;
    }

    boolean isWhole() {
        int last = arguments.length() - 1;
        while (last >= 0 && arguments.charAt(last) <= ' ') {
            last--;
        }
        return last >= 0 && arguments.charAt(last) == '}' && args().isPresent();
    }

    /** {@code functionCall}; null where the model has not written an object for arguments. */
    @Nullable
    Map<String, Object> told() {
        Map<String, Object> args = args().orElse(null);
        if (args == null) {
            return null;
        }
        Map<String, Object> call = new LinkedHashMap<>();
        if (!id.isEmpty() && !id.startsWith(CallLedger.PREFIX)) {
            call.put("id", id);
        }
        call.put("name", name);
        call.put("args", args);
        return call;
    }

    /** For who has to find out what went wrong. */
    String spelt() {
        return name + "(" + arguments + ")";
    }

    private Optional<Map<String, Object>> args() {
        return ToolCall.of(id, name, arguments.toString()).arguments();
    }
}
