package io.serai.providers.simulated;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What tells a request from all others: the same for the same model and members in whatever order, streamed or not.
 *
 * @param hex lower-case digits, 64 of them
 * @param seed for everything that is picked at will, yet always alike
 */
record Fingerprint(String hex, long seed) {

    /** Members that say how an answer travels, not what it is. */
    private static final Set<String> TRAVEL = Set.of("model", "stream", "stream_options");

    static Fingerprint of(String model, Map<String, Object> request) {
        StringBuilder canonical = new StringBuilder(256).append(model).append('\n');
        Map<String, Object> members = new LinkedHashMap<>(request);
        members.keySet().removeAll(TRAVEL);
        append(canonical, members);
        byte[] hash = sha256().digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(hash);
        return new Fingerprint(hex, Long.parseUnsignedLong(hex.substring(48), 16));
    }

    /** Digits of an id that belongs to this request, such as that of a choice's tool call. */
    String derive(int choice, int call) {
        long first = StableHash.mix(seed + choice * 1_000_003L + call);
        String digits = HexFormat.of().toHexDigits(first) + HexFormat.of().toHexDigits(StableHash.mix(first));
        return digits.substring(0, 24);
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
            out.append('{');
            sorted.forEach((name, member) -> {
                append(out, name);
                append(out.append(':'), member);
            });
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            list.forEach(element -> append(out.append(','), element));
            out.append(']');
        } else if (value instanceof CharSequence text) {
            // The length keeps a text from passing for structure.
            out.append(text.length()).append('"').append(text);
        } else {
            out.append(value);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
