package io.serai.processors.directory;

import io.serai.api.model.ModelCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is said about who may use things. Of several rules of a tenant about a name, the one of the longest name counts. Immutable: there
 * are few, and a change makes all of it anew.
 */
final class VisibilityRules {

    /** A name without {@code *} is narrower than any that covers it. */
    private static final Comparator<Visibility> NARROWEST_FIRST = Comparator.comparing(
                    (Visibility each) -> each.thing().name().endsWith("*"))
            .thenComparing(each -> -each.thing().name().length());

    static final VisibilityRules NONE = new VisibilityRules(Map.of());

    private final Map<String, Visibility> byId;
    private final Map<String, List<Visibility>> byTenant = new HashMap<>();

    private VisibilityRules(Map<String, Visibility> byId) {
        this.byId = byId;
        byId.values().forEach(each -> byTenant.computeIfAbsent(each.tenant(), tenant -> new ArrayList<>())
                .add(each));
        byTenant.values().forEach(rules -> rules.sort(NARROWEST_FIRST));
    }

    VisibilityRules with(String id, @Nullable Visibility visibility) {
        Map<String, Visibility> changed = new HashMap<>(byId);
        if (visibility == null) {
            changed.remove(id);
        } else {
            changed.put(id, visibility);
        }
        return new VisibilityRules(changed);
    }

    /** What a tenant's rules say, or null where they say nothing. */
    ModelCard.@Nullable Visibility of(Thing thing, String tenant) {
        List<Visibility> rules = byTenant.getOrDefault(tenant, List.of());
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).thing().covers(thing)) {
                return rules.get(i).visibility();
            }
        }
        return null;
    }

    /** Things that a tenant's rules make private, of a family. */
    Stream<Thing> privateWithin(Thing family, String tenant) {
        return byTenant.getOrDefault(tenant, List.of()).stream()
                .filter(rule -> rule.visibility() == ModelCard.Visibility.PRIVATE && family.covers(rule.thing()))
                .map(Visibility::thing);
    }
}
