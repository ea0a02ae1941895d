package io.serai.gateway.admin;

import io.serai.api.caller.Role;
import io.serai.api.error.ErrorKind;
import io.serai.gateway.admin.Problem.Fault;
import io.serai.gateway.admin.Problem.Place;
import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.Keys;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.RoleBinding;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Roles;
import io.serai.processors.identity.Delegation;
import io.serai.processors.identity.Delegation.Bounds;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.Networks;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sees to it that nobody gives more than he has: not by a role, and not by a key of somebody who has more. */
final class Gifts {

    private final Roles roles;
    private final Keys keys;

    Gifts(Roles roles, Keys keys) {
        this.roles = roles;
        this.keys = keys;
    }

    /** The roles that somebody was given; that of an application where it was given none. */
    Set<Role> rolesOf(String tenant, Holder holder) {
        Set<Role> given = EnumSet.noneOf(Role.class);
        bindings(tenant, Map.of("holder", holder.id())).forEach(binding -> given.add(binding.role()));
        if (given.isEmpty() && holder.kind() == HolderKind.APPLICATION) {
            given.add(Role.APPLICATION);
        }
        return given;
    }

    boolean hasRoleIn(String tenant, Holder holder, String team) {
        return !bindings(tenant, Map.of("holder", holder.id(), "team", team)).isEmpty();
    }

    private List<RoleBinding> bindings(String tenant, Map<String, String> filters) {
        return roles.list(tenant, new Page.Ask("", Page.MOST, filters)).items();
    }

    /** Goes on only where the caller could give somebody all the roles that it has. */
    void requireMayMake(AdminCall call, String tenant, Holder holder) {
        Set<Role> has = rolesOf(tenant, holder);
        if (!Delegation.gifts(call.caller()).containsAll(has)) {
            throw ProblemException.forbidden("It has a role that you may not give.");
        }
    }

    /**
     * Goes on only where the caller may give a key like this, which must not outlast or outreach the key that it uses itself.
     *
     * @throws ProblemException HTTP 403 that names the field which asks for too much
     */
    void requireKey(AdminCall call, Delegation.Asked asked) {
        require(call, keys.find(call.caller().key()).map(Gifts::bounds).orElse(Bounds.NONE), asked);
    }

    static Bounds bounds(ApiKeyRecord key) {
        return new Bounds(
                key.expiresAt().map(Instant::toEpochMilli).orElse(KeyFacts.NEVER), Networks.of(key.networks()));
    }

    /** @throws ProblemException HTTP 403 that names the field which asks for too much */
    static void requireRole(AdminCall call, Delegation.Asked asked) {
        require(call, Bounds.NONE, asked);
    }

    private static void require(AdminCall call, Bounds own, Delegation.Asked asked) {
        Delegation.check(call.caller(), own, asked).ifPresent(refusal -> {
            throw new ProblemException(new Problem(
                    ErrorKind.CALLER_FORBIDDEN.status(),
                    ErrorKind.CALLER_FORBIDDEN,
                    refusal.field() + ": " + refusal.why(),
                    List.of(new Fault(Place.BODY, "/" + refusal.field(), refusal.why()))));
        });
    }
}
