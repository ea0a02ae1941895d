package io.serai.processors.limits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All limits, found by whom they are about: a call looks up one list for each of its values, not all limits of its tenant. Immutable, but
 * for what the gauges count.
 */
final class LimitIndex {

    static final LimitIndex EMPTY = new LimitIndex(List.of());

    /** What tells calls apart best comes first. */
    private static final List<Dimension> NARROWEST = List.of(
            Dimension.KEY,
            Dimension.USER,
            Dimension.APP,
            Dimension.TEAM,
            Dimension.TENANT,
            Dimension.TAG,
            Dimension.MODEL,
            Dimension.PROVIDER);

    private final Map<String, Gauge> byId = new HashMap<>();
    private final Map<String, Owned> byTenant = new HashMap<>();

    LimitIndex(Collection<Gauge> gauges) {
        for (Gauge gauge : gauges) {
            byId.put(gauge.limit().id(), gauge);
            byTenant.computeIfAbsent(gauge.limit().tenant(), tenant -> new Owned())
                    .add(gauge);
        }
    }

    Collection<Gauge> gauges() {
        return byId.values();
    }

    Stream<Gauge> gauge(String id) {
        return Stream.ofNullable(byId.get(id));
    }

    /** The tally that a counter belongs to, where this node knows of any. */
    @Nullable
    Tally tally(String counter) {
        int slash = counter.indexOf('/');
        Gauge gauge = byId.get(slash < 0 ? counter : counter.substring(0, slash));
        return gauge == null ? null : gauge.known(slash < 0 ? "" : counter.substring(slash + 1));
    }

    /** Tells the limits that may be about a call: those of the platform and those of its tenant. */
    void candidates(Facts facts, Consumer<Gauge> candidate) {
        Owned platform = byTenant.get("");
        if (platform != null) {
            platform.candidates(facts, candidate);
        }
        Owned own = facts.tenant().isEmpty() ? null : byTenant.get(facts.tenant());
        if (own != null) {
            own.candidates(facts, candidate);
        }
    }

    /** The limits of one tenant, or of the platform. */
    private static final class Owned {

        private final List<Gauge> general = new ArrayList<>();
        private final Map<Dimension, Map<String, List<Gauge>>> byValue = new EnumMap<>(Dimension.class);

        void add(Gauge gauge) {
            for (Dimension dimension : NARROWEST) {
                String value = gauge.limit().scope().values().getOrDefault(dimension, Scope.EACH);
                if (!value.endsWith(Scope.EACH)) {
                    byValue.computeIfAbsent(dimension, made -> new HashMap<>())
                            .computeIfAbsent(value, made -> new ArrayList<>(1))
                            .add(gauge);
                    return;
                }
            }
            general.add(gauge);
        }

        void candidates(Facts facts, Consumer<Gauge> candidate) {
            general.forEach(candidate);
            byValue.forEach((dimension, values) -> {
                if (dimension == Dimension.TAG) {
                    facts.tags()
                            .forEach(tag -> values.getOrDefault(tag, List.of()).forEach(candidate));
                } else {
                    values.getOrDefault(facts.value(dimension), List.of()).forEach(candidate);
                }
            });
        }
    }
}
