package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** What may be written into fields: by clients, so that each complaint names its field. */
final class Fields {

    static final int MOST_TAGS = 20;

    private static final int LONGEST_ITEM = 100;

    private Fields() {}

    /** Some visible text on one line. */
    static String name(String field, String value, int longest) {
        if (value.isBlank()) {
            throw CallerException.badField(field, "expected a text that is not blank");
        }
        return text(field, value, longest);
    }

    /** Any text on one line, also an empty one. */
    static String text(String field, String value, int longest) {
        if (value.length() > longest) {
            throw CallerException.badField(field, "expected at most " + longest + " characters");
        }
        if (value.chars().anyMatch(each -> Character.isISOControl(each) && each != '\n' && each != '\t')) {
            throw CallerException.badField(field, "expected no control characters");
        }
        // UTF-8 has no half of a pair: PostgreSQL's driver would keep a question mark, and two names become one.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw CallerException.badField(field, "expected text that UTF-8 can carry");
        }
        return value;
    }

    /** Whether something works or not; keys alone are revoked. */
    static void standing(Status status) {
        if (status == Status.REVOKED) {
            throw CallerException.badField("status", "expected 'active' or 'blocked'");
        }
    }

    /** A few short texts, each once. */
    static void items(String field, Collection<String> items, int most) {
        if (items.size() > most) {
            throw CallerException.badField(field, "expected at most " + most + " of them");
        }
        for (String item : items) {
            name(field, item, LONGEST_ITEM);
        }
    }
}
