package io.serai.providers.bedrock;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names for the documents of one request. Bedrock allows ASCII letters and digits, single blanks, hyphens, parentheses and square
 * brackets, 200 in all (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html">DocumentBlock</a>), and each name but once
 * ("Messages can't contain duplicate document names"). The same request gets the same names, or its prompt cache would be lost.
 */
final class DocumentNames {

    private static final int MAX_CHARS = 190;

    private final Set<String> taken = new HashSet<>(4);

    /** @param wanted a title or a file's name; empty for none */
    String next(String wanted) {
        String base = allowed(wanted);
        String name = base;
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = base + " (" + i + ")";
        }
        return name;
    }

    private static String allowed(String wanted) {
        StringBuilder name = new StringBuilder(wanted.length());
        for (int i = 0; i < wanted.length() && name.length() < MAX_CHARS; i++) {
            char c = wanted.charAt(i);
            if (Character.isWhitespace(c)) {
                if (!name.isEmpty() && name.charAt(name.length() - 1) != ' ') {
                    name.append(' ');
                }
            } else {
                name.append(isAllowed(c) ? c : '-');
            }
        }
        String stripped = name.toString().strip();
        // AWS recommends a neutral name: models may take it for an instruction.
        return stripped.isEmpty() ? "document" : stripped;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-()[]".indexOf(c) >= 0;
    }
}
