package io.serai.gateway.admin;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The providers that a request may come to, out of what {@code POST /v1/explain} tells of its route: each call of one has a target. */
final class ToldProviders {

    private final Set<String> found = new TreeSet<>();

    private ToldProviders() {}

    /** By the names of their beans. */
    static Set<String> in(Object route) {
        ToldProviders told = new ToldProviders();
        told.look(route);
        return told.found;
    }

    private void look(Object told) {
        if (told instanceof Map<?, ?> step) {
            if (step.get("target") instanceof String target) {
                take(target);
            }
            step.values().forEach(this::look);
        } else if (told instanceof Collection<?> steps) {
            steps.forEach(this::look);
        }
    }

    /** {@code openai/gpt-4o}; targets of a load balancer may also be addresses, such as {@code model:fast}, with their calls below them. */
    private void take(String target) {
        int slash = target.indexOf('/');
        if (slash > 0 && target.lastIndexOf(':', slash) < 0) {
            found.add(target.substring(0, slash));
        }
    }
}
