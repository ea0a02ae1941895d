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
 * Some of a list, the newest first unless another order is asked for.
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

    /** The orders of lists. Equal ones come in the order of their ids. */
    public enum Sort {
        NEWEST_FIRST("-created_at"),
        OLDEST_FIRST("created_at"),
        /** As the database orders texts. */
        BY_NAME("name"),
        BY_NAME_BACKWARDS("-name");

        private final String label;

        Sort(String label) {
            this.label = label;
        }

        /** The spelling in APIs. */
        public String label() {
            return label;
        }

        /** @throws CallerException where nothing is sorted so */
        public static Sort of(String label) {
            for (Sort sort : values()) {
                if (sort.label.equals(label)) {
                    return sort;
                }
            }
            throw CallerException.badField("sort", "there is no such order");
        }

        boolean byName() {
            return this == BY_NAME || this == BY_NAME_BACKWARDS;
        }
    }

    /**
     * Which part of a list is wanted.
     *
     * @param after a {@link Page#next()} of the same order, or empty for the beginning
     * @param limit how many at most, from 1 to {@link #MOST}
     * @param filters by name; which ones there are each list says
     * @param sort by name only what has one
     */
    public record Ask(String after, int limit, Map<String, String> filters, Sort sort) {

        /** @throws CallerException where the limit is out of bounds */
        public Ask {
            if (limit < 1 || limit > MOST) {
                throw CallerException.badField("limit", "expected a limit from 1 to " + MOST);
            }
            filters = Map.copyOf(filters);
        }

        /** The newest first. */
        public Ask(String after, int limit, Map<String, String> filters) {
            this(after, limit, filters, Sort.NEWEST_FIRST);
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

        /** @throws CallerException where things of this kind have no name to be sorted by */
        Ask unnamed() {
            if (sort.byName()) {
                throw CallerException.badField("sort", "expected created_at or -created_at");
            }
            return this;
        }

        Optional<Mark> mark() {
            return after.isEmpty() ? Optional.empty() : Optional.of(Mark.parse(sort, after));
        }
    }

    /** The place of a row in the orders of lists. */
    record Mark(Instant createdAt, String name, String id) {

        private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

        /** With the order that it is a place in: in another one it would be a place as well, and a wrong one. */
        String text(Sort sort) {
            String name = sort.byName() ? this.name : "";
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            (sort.label() + "|" + createdAt + "|" + id + "|" + name).getBytes(StandardCharsets.UTF_8));
        }

        static Mark parse(Sort sort, String text) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 4);
                if (parts.length == 4 && parts[0].equals(sort.label()) && !hasZero(parts)) {
                    Instant at = Instant.parse(parts[1]);
                    // Both databases know the years in between.
                    if (at.compareTo(LATEST) < 0 && at.compareTo(Instant.EPOCH) > 0) {
                        return new Mark(at, parts[3], parts[2]);
                    }
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong();
            }
            throw wrong();
        }

        /** Which PostgreSQL takes for no text. */
        private static boolean hasZero(String[] parts) {
            return (parts[2] + parts[3]).indexOf(0) >= 0;
        }

        private static RuntimeException wrong() {
            return CallerException.badField("after", "expected the 'next' of an earlier page, in the same order");
        }
    }
}
