package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list, the newest first.
 *
 * @param next where the rest begins, where there is any: the {@code after} of the next {@link Ask}
 */
public record Page<T>(List<T> items, Optional<String> next) {

    public static final int MOST = 200;

    /** In the place of a tenant's id: things of all tenants, for those who run the platform. No id is spelt so. */
    public static final String ALL_TENANTS = "*";

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part of a list is wanted.
     *
     * @param after a {@link Page#next()}, or empty for the beginning
     * @param limit how many at most, from 1 to {@link #MOST}
     * @param filters by name; which ones there are each list says
     */
    public record Ask(String after, int limit, Map<String, String> filters) {

        /** @throws CallerException where the limit is out of bounds */
        public Ask {
            if (limit < 1 || limit > MOST) {
                throw CallerException.badField("limit", "expected a limit from 1 to " + MOST);
            }
            filters = Map.copyOf(filters);
        }

        /** The first so many of all. */
        public static Ask first(int limit) {
            return new Ask("", limit, Map.of());
        }

        /** @throws CallerException where there is a filter but these */
        Ask only(Set<String> names) {
            for (String name : filters.keySet()) {
                if (!names.contains(name)) {
                    throw CallerException.badField(name, "there is no such filter; there are " + sorted(names));
                }
            }
            return this;
        }

        private static List<String> sorted(Set<String> names) {
            return names.stream().sorted().toList();
        }

        /** What is filtered for; null is for "all". */
        @Nullable
        String filter(String name) {
            return filters.get(name);
        }

        Mark mark() {
            return after.isEmpty() ? Mark.END_OF_TIME : Mark.parse(after);
        }
    }

    /** The place of a row in the order of lists: what comes after it is older, or as old with a lower id. */
    record Mark(Instant createdAt, String id) {

        /** After all that there can be: PostgreSQL and H2 both know this year. */
        static final Mark END_OF_TIME = new Mark(Instant.parse("9999-01-01T00:00:00Z"), "");

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + "|" + id).getBytes(StandardCharsets.UTF_8));
        }

        static Mark parse(String text) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                int bar = plain.indexOf('|');
                if (bar > 0) {
                    Instant at = Instant.parse(plain.substring(0, bar));
                    if (at.compareTo(END_OF_TIME.createdAt()) < 0 && at.compareTo(Instant.EPOCH) > 0) {
                        return new Mark(at, plain.substring(bar + 1));
                    }
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong();
            }
            throw wrong();
        }

        private static RuntimeException wrong() {
            return CallerException.badField("after", "expected the 'next' of an earlier page");
        }
    }
}
