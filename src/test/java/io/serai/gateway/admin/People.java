package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.gateway.http.Arrival;
import io.serai.gateway.http.Entrance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who calls in tests: what stands behind {@code Bearer} is a name that was given here. */
final class People implements Entrance {

    private final Map<String, Caller> known = new ConcurrentHashMap<>();

    /** Somebody with a role, by a key that is narrowed to nothing. */
    Caller add(String name, Role role, String tenant, String team) {
        return add(
                name,
                new Caller(
                        tenant,
                        team,
                        "",
                        "key_" + name,
                        "usr_" + name,
                        Set.of(role),
                        Set.of(),
                        List.of(),
                        Set.of(),
                        Map.of()));
    }

    Caller add(String name, Caller caller) {
        known.put(name, caller);
        return caller;
    }

    /** By the name of whom {@link #add} has added, or the id of its key or user. */
    Optional<Caller> find(String id) {
        return known.values().stream()
                .filter(caller -> caller.key().equals(id) || caller.user().equals(id))
                .findFirst();
    }

    @Override
    public Optional<Caller> glance(Arrival arrival) {
        return Optional.of(admit(arrival));
    }

    @Override
    public Caller admit(Arrival arrival) {
        List<String> shown = arrival.header("authorization");
        Caller caller = shown.size() == 1 ? known.get(shown.get(0).substring("Bearer ".length())) : null;
        if (caller == null) {
            throw new CallerException(ErrorKind.CALLER_UNAUTHENTICATED, "Nobody is known by this key.");
        }
        return caller;
    }
}
