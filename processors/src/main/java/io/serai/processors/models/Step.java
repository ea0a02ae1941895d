package io.serai.processors.models;

import io.serai.processors.routing.Role;
import io.serai.processors.routing.Target;
import java.util.Locale;

/**
 * One of the steps below a balancer.
 *
 * @param uri whom it calls
 * @param role when
 * @param target what is known of it beforehand
 */
record Step(Mention model, String uri, Role role, Target target) {

    /** Unique among the steps of one balancer: {@code target-openai/gpt-4.1-mini}, {@code context-window-long}. */
    String label() {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + model.name();
    }
}
