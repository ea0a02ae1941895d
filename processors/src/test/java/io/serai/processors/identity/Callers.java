package io.serai.processors.identity;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Callers for tests. */
public final class Callers {

    private Callers() {}

    public static Caller of(String tenant, String team, Role... roles) {
        return new Caller(tenant, team, "app_1", "key_1", "", Set.of(roles), Set.of(), List.of(), Set.of(), Map.of());
    }

    public static Caller user(String tenant, String team, String user, Role... roles) {
        return new Caller(tenant, team, "", "", user, Set.of(roles), Set.of(), List.of(), Set.of(), Map.of());
    }

    public static Caller narrowed(Caller caller, Set<String> scopes, List<String> models) {
        return new Caller(
                caller.tenant(),
                caller.team(),
                caller.app(),
                caller.key(),
                caller.user(),
                caller.roles(),
                scopes,
                models,
                caller.tags(),
                caller.attributes());
    }
}
