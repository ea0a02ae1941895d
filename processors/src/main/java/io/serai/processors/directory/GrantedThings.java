package io.serai.processors.directory;

import java.util.HashMap;
import java.util.Map;

/** What one application has approved subscriptions to. Immutable: an application has few. */
final class GrantedThings {

    static final GrantedThings NONE = new GrantedThings(Map.of());

    private record Granted(Thing thing, long untilMillis) {}

    private final Map<String, Subscription> byId;
    private final Granted[] granted;

    private GrantedThings(Map<String, Subscription> byId) {
        this.byId = byId;
        this.granted = byId.values().stream()
                .map(each -> new Granted(
                        each.thing(),
                        each.expiresAt().isPresent() ? each.expiresAt().get().toEpochMilli() : Long.MAX_VALUE))
                .toArray(Granted[]::new);
    }

    GrantedThings with(Subscription subscription) {
        Map<String, Subscription> more = new HashMap<>(byId);
        more.put(subscription.id(), subscription);
        return new GrantedThings(more);
    }

    GrantedThings without(String id) {
        Map<String, Subscription> fewer = new HashMap<>(byId);
        fewer.remove(id);
        return new GrantedThings(fewer);
    }

    boolean cover(Thing thing, long nowMillis) {
        for (Granted each : granted) {
            if (nowMillis < each.untilMillis() && each.thing().covers(thing)) {
                return true;
            }
        }
        return false;
    }
}
