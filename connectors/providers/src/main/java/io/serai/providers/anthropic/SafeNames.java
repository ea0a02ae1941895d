package io.serai.providers.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Tool-call ids and tool names that Anthropic would refuse, said in letters that it takes: {@code [a-zA-Z0-9_-]}, ids of any length, names
 * of up to 128 (<a href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools">define tools</a>). What is fit stays
 * as it is; what is not becomes the same each time, and different for each.
 */
final class SafeNames {

    private static final int NAME_CHARS = 128;
    private static final String MARK = "serai_";

    private final Map<String, String> originals = new HashMap<>(0);

    /** An id, from which the original can be read: base64url has just the letters allowed. */
    static String id(String id) {
        return isFit(id) ? id : MARK + encoded(id);
    }

    /** A tool's name. */
    String name(String name) {
        if (isFit(name) && name.length() <= NAME_CHARS) {
            return name;
        }
        StringBuilder readable = new StringBuilder(name.length());
        for (int i = 0; i < name.length() && i < NAME_CHARS / 2; i++) {
            readable.append(isFit(name.charAt(i)) ? name.charAt(i) : '_');
        }
        // Two names may look alike without their odd letters.
        String safe = readable + "_" + Integer.toHexString(name.hashCode());
        originals.put(safe, name);
        return safe;
    }

    /** The name behind one that the model uses. */
    String original(String name) {
        return originals.getOrDefault(name, name);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isFit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isFit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isFit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
