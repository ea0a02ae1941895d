package io.serai.processors.identity.access;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All that a rule can know of a call. {@link #label()} is its name in rules. */
enum Fact {
    TENANT,
    TEAM,
    APP,
    KEY,
    USER,
    ROLES,
    MODEL,
    OPERATION,
    TAGS,
    REGION,
    HOUR,
    WEEKDAY,
    DATE;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }

    static Optional<Fact> named(String label) {
        return Arrays.stream(values()).filter(fact -> fact.label.equals(label)).findFirst();
    }

    /**
     * A text, a number or a list of texts.
     *
     * @param caller of the call
     * @param now in the zone of the rules
     */
    Object in(Ask ask, Caller caller, ZonedDateTime now) {
        return switch (this) {
            case TENANT -> caller.tenant();
            case TEAM -> caller.team();
            case APP -> caller.app();
            case KEY -> caller.key();
            case USER -> caller.user();
            case ROLES -> caller.roles().stream().map(Role::label).sorted().toList();
            case MODEL -> ask.card().id();
            case OPERATION -> ask.operation().label();
            case TAGS -> List.copyOf(ask.tags());
            case REGION -> ask.region();
            case HOUR -> now.getHour();
            case WEEKDAY -> now.getDayOfWeek().name().toLowerCase(Locale.ROOT);
            case DATE -> now.toLocalDate().toString();
        };
    }
}
