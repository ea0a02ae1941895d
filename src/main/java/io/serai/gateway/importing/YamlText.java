package io.serai.gateway.importing;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML on one line. */
final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/@+-]*(?: [A-Za-z0-9._/@+-]+)*");
    private static final Pattern COUNT = Pattern.compile("\\d+(?: failures?|ms|s)?");
    /** Words that some version of YAML takes for something else than a text. */
    private static final Set<String> OTHER = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> key(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Number ? value.toString() : text(value.toString());
    }

    static String key(Object key) {
        return text(key.toString());
    }

    private static String text(String text) {
        boolean isCount = COUNT.matcher(text).matches() && !text.chars().allMatch(Character::isDigit);
        boolean isWords = PLAIN.matcher(text).matches() && !OTHER.contains(text.toLowerCase(Locale.ROOT));
        return isCount || isWords ? text : '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
