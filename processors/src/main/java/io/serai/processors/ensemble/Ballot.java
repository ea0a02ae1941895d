package io.serai.processors.ensemble;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.processors.check.Draft;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an answer stands for in a vote. Texts are the same whatever their case, white space, and marks around them; JSON and the arguments
 * of tool calls whatever the order of their members and the spelling of their numbers; tool calls whatever their order and ids. Pure.
 *
 * @param extract which part of a text counts: its last match, of that the first group if there is one; a text without it counts whole
 */
record Ballot(Optional<Pattern> extract) {

    /** Quotes and emphasis around a text say nothing: {@code **Paris**} is {@code Paris}. */
    private static final String AROUND = " \n\t\r\"'`*_\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb";

    /** Nor does how a sentence ends. Not at the beginning, where {@code .5} is a number. */
    private static final String BEHIND = AROUND + ".,;:!?\u3002\uff01";

    /** Equal for answers that say the same. */
    String of(Draft draft) {
        List<ToolCall> calls = draft.calls();
        if (!calls.isEmpty()) {
            return "calls " + calls.stream().map(Ballot::call).sorted().collect(Collectors.joining(" "));
        }
        return "text " + text(counted(draft.text()));
    }

    private String counted(String text) {
        String found = text;
        if (extract.isPresent()) {
            Matcher matcher = extract.get().matcher(text);
            while (matcher.find()) {
                String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                found = group == null ? found : group;
            }
        }
        return found;
    }

    private static String call(ToolCall call) {
        return call.name() + call.arguments().map(Ballot::canonical).orElseGet(call::argumentsText);
    }

    private static String text(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{") || stripped.startsWith("[")) {
            byte[] bytes = stripped.getBytes(StandardCharsets.UTF_8);
            try {
                return canonical(Json.standard().read(bytes, 0, bytes.length));
            } catch (JsonException e) {
                // A text that begins like JSON.
                return words(stripped);
            }
        }
        return words(stripped);
    }

    private static String words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int start = 0;
        int end = plain.length();
        while (end > start && BEHIND.indexOf(plain.charAt(end - 1)) >= 0) {
            end--;
        }
        while (start < end && AROUND.indexOf(plain.charAt(start)) >= 0) {
            start++;
        }
        return (start == end ? plain : plain.substring(start, end)).replaceAll("\\s+", " ");
    }

    private static String canonical(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> members = new TreeMap<>();
            map.forEach((name, member) -> members.put(quoted(String.valueOf(name)), canonical(member)));
            return members.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Ballot::canonical).toList().toString();
        }
        if (value instanceof Number number) {
            BigDecimal decimal = new BigDecimal(number.toString());
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toString();
        }
        return value instanceof CharSequence text ? quoted(text.toString()) : String.valueOf(value);
    }

    /** Quotes keep a text from passing for structure. */
    private static String quoted(String text) {
        return new String(Json.write(text), StandardCharsets.UTF_8);
    }
}
