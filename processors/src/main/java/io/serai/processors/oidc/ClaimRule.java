package io.serai.processors.oidc;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is made of one claim.
 *
 * @param pattern that a value has to match as a whole; where it has a group, that is taken in the value's place
 * @param table from values to ours; where there is one, other values are nothing
 */
record ClaimRule(ClaimPath claim, Form form, Optional<Pattern> pattern, Optional<Map<String, String>> table) {

    /** How a claim's texts are to be read. */
    enum Form {
        /** Each is one value. */
        WHOLE,
        /** Each is a list of values with spaces between them, as in {@code scope}. */
        WORDS
    }

    ClaimRule {
        table = table.map(Map::copyOf);
    }

    static ClaimRule plain(String claim) {
        return new ClaimRule(ClaimPath.of(claim), Form.WHOLE, Optional.empty(), Optional.empty());
    }

    /** In the order of the token, each once. */
    Set<String> values(Map<String, Object> claims) {
        Set<String> values = new LinkedHashSet<>();
        for (String text : claim.values(claims)) {
            for (String value : form == Form.WORDS ? List.of(text.trim().split(" +")) : List.of(text)) {
                matched(value).flatMap(this::listed).filter(v -> !v.isEmpty()).ifPresent(values::add);
            }
        }
        return values;
    }

    private Optional<String> matched(String value) {
        if (pattern.isEmpty()) {
            return Optional.of(value);
        }
        Matcher matcher = pattern.get().matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(matcher.groupCount() > 0 ? matcher.group(1) : value);
    }

    private Optional<String> listed(String value) {
        return table.isPresent() ? Optional.ofNullable(table.get().get(value)) : Optional.of(value);
    }
}
