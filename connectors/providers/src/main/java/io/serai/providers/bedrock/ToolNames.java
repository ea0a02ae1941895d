package io.serai.providers.bedrock;

import java.util.HashMap;
import java.util.Map;

/**
 * Tool names as Bedrock takes them, and back. It wants {@code [a-zA-Z0-9_-]{1,64}} (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html">ToolSpecification</a>); others, such as
 * MCP servers' with dots, go by another name on the wire alone.
 */
final class ToolNames {

    private static final int MAX_CHARS = 64;

    private final Map<String, String> sent = new HashMap<>(4);
    private final Map<String, String> known = new HashMap<>(4);

    String toBedrock(String name) {
        String before = sent.get(name);
        if (before != null) {
            return before;
        }
        String wire = free(allowed(name));
        sent.put(name, wire);
        known.put(wire, name);
        return wire;
    }

    /** A name for a tool of the gateway's own, other than all others. */
    String unused(String wanted) {
        return free(allowed(wanted));
    }

    String fromBedrock(String wire) {
        return known.getOrDefault(wire, wire);
    }

    boolean isKnown(String wire) {
        return known.containsKey(wire);
    }

    private String free(String base) {
        String name = base;
        for (int i = 2; known.containsKey(name); i++) {
            String ending = "_" + i;
            name = base.substring(0, Math.min(base.length(), MAX_CHARS - ending.length())) + ending;
        }
        return name;
    }

    private static String allowed(String name) {
        boolean fits = !name.isEmpty() && name.length() <= MAX_CHARS;
        for (int i = 0; fits && i < name.length(); i++) {
            fits = isAllowed(name.charAt(i));
        }
        if (fits) {
            return name;
        }
        StringBuilder wire = new StringBuilder(MAX_CHARS);
        for (int i = 0; i < name.length() && i < MAX_CHARS; i++) {
            wire.append(isAllowed(name.charAt(i)) ? name.charAt(i) : '_');
        }
        return wire.isEmpty() ? "_" : wire.toString();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
