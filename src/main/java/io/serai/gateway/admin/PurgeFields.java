package io.serai.gateway.admin;

import io.serai.processors.cache.Purge;
import io.serai.processors.identity.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which answers a call wants to be rid of. */
final class PurgeFields {

    /** What groups within a tenant are called in bodies, and in the scopes of keys. */
    private static final Map<String, String> GROUPS = groups();

    private PurgeFields() {}

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("team", "team:");
        groups.put("application", "app:");
        groups.put("key", "key:");
        groups.put("user", "user:");
        return groups;
    }

    /**
     * @param now in milliseconds since the epoch
     * @throws ProblemException where they are not the caller's, or not one scope
     */
    static Purge read(AdminCall call, long now) {
        Fields body = call.body();
        return new Purge(
                scope(call),
                body.maybeText("model"),
                body.maybeText("tag"),
                body.number("older_than_seconds").map(seconds -> now - seconds * 1000));
    }

    private static Optional<String> scope(AdminCall call) {
        Fields body = call.body();
        List<String> named = new ArrayList<>(GROUPS.keySet());
        named.removeIf(field -> body.maybeText(field).isEmpty());
        if (body.flag("platform").orElse(false)) {
            if (!named.isEmpty() || body.has("tenant")) {
                throw ProblemException.badField("platform", "means all tenants; name none, and no part of one");
            }
            call.require(Scope.PLATFORM);
            return Optional.empty();
        }
        if (named.size() > 1) {
            throw ProblemException.badField(named.get(1), "an answer is kept for one group; name one");
        }
        String tenant = call.tenantOfNew();
        call.require(Scope.ofTenant(tenant));
        String group = named.isEmpty() ? "" : GROUPS.get(named.get(0)) + body.text(named.get(0));
        return Optional.of(tenant + "/" + group);
    }
}
