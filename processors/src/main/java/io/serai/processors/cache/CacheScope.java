package io.serai.processors.cache;

import io.serai.api.caller.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who shares answers with whom. From wide to narrow. */
public enum CacheScope {
    /** All tenants with each other; only where the installation allows it. */
    SHARED,
    TENANT,
    TEAM,
    APPLICATION,
    KEY,
    USER;

    /** Of all tenants. Begins with what no tenant's id begins with. */
    private static final String EVERYBODY = "*";
    /** Of who is not known, where nobody asks who calls. */
    private static final String NOBODY = "-";

    /**
     * What a caller's keys begin with: the tenant, then a slash, then who within it. Ids of the directory hold no slash.
     *
     * @param caller null where nobody is known
     * @return empty where the caller belongs to no such group: then nothing is shared, so nothing is kept
     */
    public Optional<String> of(@Nullable Caller caller) {
        if (this == SHARED) {
            return Optional.of(EVERYBODY + "/");
        }
        if (caller == null) {
            return Optional.of(NOBODY + "/");
        }
        return switch (this) {
            case SHARED, TENANT -> Optional.of(caller.tenant() + "/");
            case TEAM -> within(caller, "team:", caller.team());
            case APPLICATION -> within(caller, "app:", caller.app());
            case KEY -> within(caller, "key:", caller.key());
            case USER -> within(caller, "user:", caller.user());
        };
    }

    private static Optional<String> within(Caller caller, String kind, String id) {
        return id.isEmpty() ? Optional.empty() : Optional.of(caller.tenant() + "/" + kind + id);
    }
}
