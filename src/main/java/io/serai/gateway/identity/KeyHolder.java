package io.serai.gateway.identity;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.Application;
import io.serai.processors.directory.Directory;
import io.serai.processors.directory.RoleBinding;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.User;
import io.serai.processors.identity.Delegation;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes callers of what the directory says about keys, applications and users. */
final class KeyHolder {

    private final Directory directory;

    KeyHolder(Directory directory) {
        this.directory = directory;
    }

    /** As whom somebody calls who shows this key; empty where whom it belongs to is gone. */
    Optional<Caller> of(ApiKeyRecord key) {
        Optional<Caller> owner = key.user().isEmpty()
                ? directory.application(key.application()).map(this::of)
                : directory.user(key.user()).map(this::of);
        return owner.filter(caller -> caller.tenant().equals(key.tenant())).map(caller -> narrowed(caller, key));
    }

    /** As whom an application calls that has not narrowed its key. */
    Caller of(Application application) {
        Collection<RoleBinding> given = directory.roles(new Holder(HolderKind.APPLICATION, application.id()));
        Set<Role> roles = roles(given, application.tenant(), application.team());
        return new Caller(
                application.tenant(),
                application.team(),
                application.id(),
                "",
                "",
                roles.isEmpty() ? Set.of(Role.APPLICATION) : roles,
                Set.of(),
                List.of(),
                application.tags(),
                Map.of());
    }

    /** As whom a person calls. */
    Caller of(User user) {
        Collection<RoleBinding> given = directory.roles(new Holder(HolderKind.USER, user.id()));
        String team = given.stream()
                .filter(each -> each.tenant().equals(user.tenant()))
                .map(RoleBinding::team)
                .filter(each -> !each.isEmpty())
                // A call is made for one team: of several, always the same.
                .min(String::compareTo)
                .orElse("");
        return new Caller(
                user.tenant(),
                team,
                "",
                "",
                user.id(),
                roles(given, user.tenant(), team),
                Set.of(),
                List.of(),
                Set.of(),
                Map.of());
    }

    private static Set<Role> roles(Collection<RoleBinding> given, String tenant, String team) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (RoleBinding each : given) {
            if (each.tenant().equals(tenant)
                    && (each.team().isEmpty() || each.team().equals(team))) {
                roles.add(each.role());
            }
        }
        return roles;
    }

    private Caller narrowed(Caller owner, ApiKeyRecord key) {
        Set<String> tags = new HashSet<>(owner.tags());
        tags.addAll(key.tags());
        return new Caller(
                owner.tenant(),
                owner.team(),
                owner.app(),
                key.id(),
                owner.user(),
                rolesOf(key, owner),
                key.scopes(),
                key.models(),
                tags,
                Map.of());
    }

    /** Its owner's, or those of its own, of which a person's key has only what that person could still give today. */
    private Set<Role> rolesOf(ApiKeyRecord key, Caller owner) {
        Set<Role> own = roles(directory.roles(new Holder(HolderKind.KEY, key.id())), owner.tenant(), owner.team());
        if (own.isEmpty()) {
            return owner.roles();
        }
        if (!owner.user().isEmpty()) {
            own.retainAll(Delegation.gifts(owner));
        }
        return own;
    }
}
