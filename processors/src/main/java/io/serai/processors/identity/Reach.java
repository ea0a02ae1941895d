package io.serai.processors.identity;

/** How far a right goes. */
public enum Reach {
    /** Nowhere. */
    NONE,
    /** Things of the caller's own team. */
    TEAM,
    /** Things of the caller's own team; of the whole tenant for a caller who belongs to no team. */
    OWN,
    /** Things of the caller's tenant, those of its teams included. */
    TENANT,
    /** Everything. */
    ALL;

    /** Whether a thing lies within, seen by somebody of this tenant and team. */
    boolean covers(Scope thing, String tenant, String team) {
        return switch (this) {
            case NONE -> false;
            case TEAM ->
                !team.isEmpty() && thing.tenant().equals(tenant) && thing.team().equals(team);
            case OWN -> (team.isEmpty() ? TENANT : TEAM).covers(thing, tenant, team);
            case TENANT -> thing.tenant().equals(tenant);
            case ALL -> true;
        };
    }
}
