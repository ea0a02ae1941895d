package io.serai.processors.directory;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An application's wish to use a thing, and what has become of it.
 *
 * @param id {@code sub_…}
 * @param note why it is wanted
 * @param requestedBy the {@link io.serai.api.caller.Caller#principal()} of who asked
 * @param hands all principals that are the same person or machine as who asked: none of them can decide
 * @param decidedBy the principal that approved, refused, gave or ended it; or empty
 * @param expiresAt when it ends, if it does
 * @param version rises by one with each change: the ETag
 */
public record Subscription(
        String id,
        String tenant,
        String application,
        Thing thing,
        State state,
        String note,
        String requestedBy,
        Set<String> hands,
        String decidedBy,
        String decisionNote,
        Optional<Instant> decidedAt,
        Optional<Instant> expiresAt,
        long version,
        Instant createdAt) {

    public Subscription {
        hands = Set.copyOf(hands);
    }

    /** {@link #label()} is the spelling in APIs and in SQL. */
    public enum State {
        PENDING,
        APPROVED,
        REFUSED,
        CANCELLED,
        EXPIRED;

        private final String label = name().toLowerCase(Locale.ROOT);

        public String label() {
            return label;
        }

        /** The state with this {@link #label()}. */
        public static Optional<State> of(String label) {
            for (State state : values()) {
                if (state.label.equals(label)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether it lets its application in. */
    public boolean holds(Instant now) {
        return state == State.APPROVED && (expiresAt.isEmpty() || now.isBefore(expiresAt.get()));
    }
}
