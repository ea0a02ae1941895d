package io.serai.processors.identity;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everybody, where nobody is asked who he is: {@code serai.auth=off}, on a machine of one's own. */
public final class Anonymous {

    /** Whose requests all are. May do everything. */
    public static final Caller CALLER = new Caller(
            "local", "", "", "", "anonymous", Set.of(Role.PLATFORM_ADMIN), Set.of(), List.of(), Set.of(), Map.of());

    private Anonymous() {}
}
