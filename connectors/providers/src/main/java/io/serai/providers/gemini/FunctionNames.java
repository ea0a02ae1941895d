package io.serai.providers.gemini;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of a call's functions as Gemini takes them: letters, digits, underscores, dots and dashes, at most 64, a letter or an
 * underscore first (<a href="https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/FunctionDeclaration">source</a>). Others are
 * replaced, and put back in the answer. Used by one call; what it is asked for it remembers.
 */
final class FunctionNames {

    private static final int LONGEST = 64;

    private final Map<String, String> told = new HashMap<>(0);
    private final Map<String, String> own = new HashMap<>(0);
    private final Set<String> taken = new HashSet<>();

    /** @param names of all functions of the request */
    FunctionNames(List<String> names) {
        for (String name : names) {
            if (fits(name)) {
                taken.add(name);
            }
        }
        for (String name : names) {
            told(name);
        }
    }

    /** The name to tell Gemini. */
    String told(String name) {
        return fits(name) ? name : told.computeIfAbsent(name, this::replaced);
    }

    /** The request's own name for one that Gemini tells. */
    String own(String name) {
        return own.isEmpty() ? name : own.getOrDefault(name, name);
    }

    /** A name that none of the functions has. */
    String free(String wish) {
        String name = taken.contains(wish) || own.containsKey(wish) ? wish + " " : wish;
        return told(name);
    }

    private String replaced(String name) {
        StringBuilder plain = new StringBuilder();
        if (name.isEmpty() || !isFirst(name.charAt(0))) {
            plain.append('_');
        }
        for (int i = 0; i < name.length() && plain.length() < LONGEST; i++) {
            plain.append(isFurther(name.charAt(i)) ? name.charAt(i) : '_');
        }
        String unique = plain.toString();
        for (int i = 2; !taken.add(unique); i++) {
            String ending = "_" + i;
            unique = plain.substring(0, Math.min(plain.length(), LONGEST - ending.length())) + ending;
        }
        own.put(unique, name);
        return unique;
    }

    private static boolean fits(String name) {
        if (name.isEmpty() || name.length() > LONGEST || !isFirst(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isFurther(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFirst(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isFurther(char c) {
        return isFirst(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }
}
