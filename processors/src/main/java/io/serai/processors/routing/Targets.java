package io.serai.processors.routing;

import io.serai.api.standing.Standing;
import io.serai.api.standing.Standings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The targets of a route by their positions, with what is known of them. A set of targets is the bits of a {@code long}. */
public final class Targets {

    /** As many as there are bits in a set. */
    public static final int MOST = Long.SIZE;

    private final Target[] targets;
    private final Standing[] standings;
    private final Map<Role, Long> byRole = new EnumMap<>(Role.class);
    private final boolean conditional;

    public Targets(List<Target> targets, Standings standings) {
        this(targets, standings, List.of());
    }

    /** @param roles of the targets by their positions; none for {@link Role#TARGET} all over */
    public Targets(List<Target> targets, Standings standings, List<Role> roles) {
        if (targets.isEmpty() || targets.size() > MOST) {
            throw new IllegalArgumentException("expected 1 to " + MOST + " targets, found " + targets.size());
        }
        this.targets = targets.toArray(Target[]::new);
        this.conditional = targets.stream().anyMatch(Targets::isConditional);
        this.standings =
                targets.stream().map(target -> standings.of(target.name())).toArray(Standing[]::new);
        if (!roles.isEmpty() && roles.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "expected a role for each of " + targets.size() + " targets, found " + roles.size());
        }
        for (int i = 0; i < targets.size(); i++) {
            byRole.merge(roles.isEmpty() ? Role.TARGET : roles.get(i), 1L << i, (some, more) -> some | more);
        }
    }

    public int count() {
        return targets.length;
    }

    public Target target(int position) {
        return targets[position];
    }

    /** The set of those that are called by the same name, itself included: who is in two roles is asked once. */
    long alike(int position) {
        long alike = 0;
        for (int i = 0; i < targets.length; i++) {
            alike |= standings[i] == standings[position] ? 1L << i : 0;
        }
        return alike;
    }

    /** -1 where nobody has this name. */
    int position(String name) {
        for (int i = 0; i < targets.length; i++) {
            if (targets[i].name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public Standing standing(int position) {
        return standings[position];
    }

    private static boolean isConditional(Target target) {
        return !target.tags().isEmpty()
                || target.region().isPresent()
                || !target.capabilities().isEmpty()
                || target.maxInputTokens().isPresent()
                || target.when().isPresent();
    }

    /** Whether there are requests that some of them can't serve. */
    boolean areConditional() {
        return conditional;
    }

    /** Whether some of them take requests up to some length only. */
    boolean areLimited() {
        return Arrays.stream(targets).anyMatch(target -> target.maxInputTokens().isPresent());
    }

    /** The set of all. */
    public long all() {
        return -1L >>> (MOST - targets.length);
    }

    long in(Role role) {
        return byRole.getOrDefault(role, 0L);
    }

    static boolean has(long set, int position) {
        return (set & (1L << position)) != 0;
    }

    /** The next member of a set at a position or after it; {@link #MOST} where there is none. */
    static int next(long set, int from) {
        return from >= MOST ? MOST : Long.numberOfTrailingZeros(set & (-1L << from));
    }
}
