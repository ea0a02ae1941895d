package io.serai.processors.limits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The limits in force: those of each place where limits can be set, together. Thread-safe; reading takes no lock. */
public final class LimitBook {

    private final Map<String, List<Limit>> places = new LinkedHashMap<>();
    private final List<Consumer<Gauge>> retired = new ArrayList<>(1);
    private volatile LimitIndex index = LimitIndex.EMPTY;

    /**
     * Puts the limits of one place in the place of those it had. What was counted goes on for limits that are the same as before; for
     * those that have changed the pool knows what was used.
     *
     * @param place such as {@code file} or {@code table}
     * @throws IllegalArgumentException where an id is there twice; nothing has changed then
     */
    public synchronized void replace(String place, List<Limit> limits) {
        Map<String, List<Limit>> next = new LinkedHashMap<>(places);
        next.put(place, List.copyOf(limits));
        Map<String, Gauge> gauges = new LinkedHashMap<>();
        for (List<Limit> some : next.values()) {
            for (Limit limit : some) {
                Gauge gauge = index.gauge(limit.id())
                        .filter(known -> known.limit().equals(limit))
                        .findFirst()
                        .orElseGet(() -> new Gauge(limit));
                Gauge twin = gauges.put(limit.id(), gauge);
                if (twin != null) {
                    throw new IllegalArgumentException(limit.origin() + ": the limit '" + limit.id()
                            + "' is there already: " + twin.limit().origin());
                }
            }
        }
        LimitIndex before = index;
        places.put(place, List.copyOf(limits));
        index = new LimitIndex(gauges.values());
        for (Gauge old : before.gauges()) {
            if (gauges.get(old.limit().id()) != old) {
                retired.forEach(listener -> listener.accept(old));
            }
        }
    }

    /** All limits in force. */
    public List<Limit> limits() {
        return index.gauges().stream().map(Gauge::limit).toList();
    }

    LimitIndex index() {
        return index;
    }

    /** Who is told of gauges that are not in force any more. */
    synchronized void onRetired(Consumer<Gauge> listener) {
        retired.add(listener);
    }
}
