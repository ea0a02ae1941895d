package io.serai.processors.identity;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nobody gives what he has not got: a key or a user gets at most the roles, the reach, the scopes and the models of who makes it. */
public final class Delegation {

    /** What each role may give to others. Whoever is not here gives nothing. */
    private static final Map<Role, Set<Role>> GIFTS = new EnumMap<>(Map.of(
            Role.PLATFORM_ADMIN,
            EnumSet.allOf(Role.class),
            Role.TENANT_ADMIN,
            EnumSet.complementOf(EnumSet.of(Role.PLATFORM_ADMIN)),
            Role.TEAM_LEAD,
            EnumSet.of(Role.TEAM_LEAD, Role.DEVELOPER, Role.VIEWER, Role.APPLICATION),
            Role.DEVELOPER,
            EnumSet.of(Role.DEVELOPER, Role.APPLICATION)));

    private Delegation() {}

    /**
     * What somebody is to get.
     *
     * @param team empty for the tenant as a whole
     * @param user whom it is to act as; empty for nobody, and for a user who is to be made
     * @param scopes empty for all that the roles allow
     * @param models empty for all
     * @param bounds when it ends, and where it may be shown from
     */
    public record Asked(
            String tenant,
            String team,
            String user,
            Set<Role> roles,
            Set<String> scopes,
            List<String> models,
            Bounds bounds) {

        public Asked {
            roles = Set.copyOf(roles);
            scopes = Set.copyOf(scopes);
            models = List.copyOf(models);
        }
    }

    /**
     * Until when and from where a key is good.
     *
     * @param expiresAt in milliseconds since the epoch; {@link KeyFacts#NEVER} without an end
     */
    public record Bounds(long expiresAt, Networks networks) {

        /** For ever, from everywhere. */
        public static final Bounds NONE = new Bounds(KeyFacts.NEVER, Networks.ANY);
    }

    /**
     * Why somebody may not get it.
     *
     * @param field of the request that asks for too much: {@code tenant}, {@code team}, {@code user}, {@code roles}, {@code scopes},
     *     {@code models}, {@code expires_at} or {@code networks}
     */
    public record Refusal(String field, String why) {}

    /**
     * Whether who makes a key or a user, or changes one, may make it like this; empty where so.
     *
     * @param own the bounds of the key that the creator uses; {@link Bounds#NONE} where it is none: a token is too short-lived to be a bound
     */
    public static Optional<Refusal> check(Caller creator, Bounds own, Asked asked) {
        if (!creator.is(Role.PLATFORM_ADMIN) && !asked.tenant().equals(creator.tenant())) {
            return refusal("tenant", "belongs to another tenant than yours");
        }
        boolean isAdmin = creator.is(Role.PLATFORM_ADMIN) || creator.is(Role.TENANT_ADMIN);
        if (!isAdmin && (creator.team().isEmpty() || !asked.team().equals(creator.team()))) {
            return refusal("team", "goes beyond your own team");
        }
        if (!isAdmin && !asked.user().isEmpty() && !asked.user().equals(creator.user())) {
            return refusal("user", "is somebody else");
        }
        if (!gifts(creator).containsAll(asked.roles())) {
            return refusal("roles", "has a role that you may not give");
        }
        if (!hasScopes(creator, asked.scopes())) {
            return refusal("scopes", "goes beyond the scopes of the key or token that you use");
        }
        if (!ModelNames.cover(creator.models(), asked.models())) {
            return refusal("models", "goes beyond the models of the key or token that you use");
        }
        if (asked.bounds().expiresAt() > own.expiresAt()) {
            return refusal("expires_at", "is later than the end of the key that you use");
        }
        if (!own.networks().cover(asked.bounds().networks())) {
            return refusal("networks", "goes beyond the networks of the key that you use");
        }
        return Optional.empty();
    }

    /** The roles that somebody may give. */
    public static Set<Role> gifts(Caller creator) {
        Set<Role> gifts = EnumSet.noneOf(Role.class);
        creator.roles().forEach(role -> gifts.addAll(GIFTS.getOrDefault(role, Set.of())));
        return Collections.unmodifiableSet(gifts);
    }

    private static boolean hasScopes(Caller creator, Set<String> asked) {
        if (creator.scopes().isEmpty()) {
            return true;
        }
        return !asked.isEmpty() && asked.stream().allMatch(scope -> hasScope(creator, scope));
    }

    private static boolean hasScope(Caller creator, String scope) {
        if (creator.scopes().contains(scope)) {
            return true;
        }
        String whole = scope.equals(Right.MODELS_INVOKE.label()) ? Rights.MODELS_SCOPE : Rights.ADMIN_SCOPE;
        return Right.of(scope).isPresent() && creator.scopes().contains(whole);
    }

    private static Optional<Refusal> refusal(String field, String why) {
        return Optional.of(new Refusal(field, why));
    }
}
