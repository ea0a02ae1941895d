package io.serai.providers.bedrock;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a conversation's calls as Bedrock takes them: {@code [a-zA-Z0-9_.:-]{1,64}} (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html">ToolUseBlock</a>), and no two alike, as
 * Claude demands ("tool_use ids must be unique"). Others are replaced, the same way each time the conversation is sent. Answers tell
 * Bedrock's own.
 */
final class CallIds {

    private static final int MAX_CHARS = 64;

    private final Set<String> taken = new HashSet<>(4);
    /** By the id that the request has, the call that had it last. */
    private final Map<String, Call> calls = new HashMap<>(4);

    /** A call and the turn that made it. */
    record Call(Turn turn, String id) {}

    /** The id for a call that has this one in the request. */
    String next(String id) {
        String base = allowed(id);
        String wire = base;
        for (int i = 2; !taken.add(wire); i++) {
            String ending = "_" + i;
            wire = base.substring(0, Math.min(base.length(), MAX_CHARS - ending.length())) + ending;
        }
        return wire;
    }

    /** @param id as the request has it */
    void called(String id, Call call) {
        calls.put(id, call);
        call.turn().called(call.id());
    }

    /** The call that a result with this id answers; null where there is none that waits for one. */
    @Nullable
    Call answered(String id) {
        Call call = calls.get(id);
        return call != null && call.turn().answers(call.id()) ? call : null;
    }

    private static String allowed(String id) {
        int end = Math.min(id.length(), MAX_CHARS);
        int fit = 0;
        while (fit < end && isAllowed(id.charAt(fit))) {
            fit++;
        }
        if (fit == id.length() && fit > 0) {
            return id;
        }
        StringBuilder wire = new StringBuilder(MAX_CHARS);
        for (int i = 0; i < end; i++) {
            wire.append(isAllowed(id.charAt(i)) ? id.charAt(i) : '_');
        }
        return wire.isEmpty() ? "call" : wire.toString();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == ':';
    }
}
