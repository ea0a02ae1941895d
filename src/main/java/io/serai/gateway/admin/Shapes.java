package io.serai.gateway.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How plain things look in answers. */
final class Shapes {

    private Shapes() {}

    /** RFC 3339, in UTC. */
    static String instant(Instant at) {
        return at.toString();
    }

    static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** JSON null where there is none. */
    static @Nullable Object maybe(Optional<Instant> at) {
        return at.map(Shapes::instant).orElse(null);
    }

    /** JSON null where it is before all, or after all. */
    static @Nullable Object bounded(long millis) {
        return millis <= 0 || millis == Long.MAX_VALUE ? null : instant(millis);
    }

    /** In an order of its own, so that equal sets look alike. */
    static List<String> sorted(Collection<String> texts) {
        return texts.stream().sorted().toList();
    }

    static Map<String, Object> page(List<Map<String, Object>> items, Optional<String> next) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", items);
        next.ifPresent(cursor -> page.put("next", cursor));
        return page;
    }
}
