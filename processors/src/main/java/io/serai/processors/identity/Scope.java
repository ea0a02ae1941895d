package io.serai.processors.identity;

/**
 * Whose a thing is that somebody wants to see or change.
 *
 * @param tenant it belongs to; empty where it belongs to the platform as a whole
 * @param team it belongs to; empty where it belongs to the tenant as a whole
 */
public record Scope(String tenant, String team) {

    /** Of the platform: all tenants together, nodes, prices. */
    public static final Scope PLATFORM = new Scope("", "");

    public Scope {
        if (tenant.isEmpty() && !team.isEmpty()) {
            throw new IllegalArgumentException("a team belongs to a tenant");
        }
    }

    public static Scope ofTenant(String tenant) {
        return of(tenant, "");
    }

    /** @param team empty where the thing belongs to the tenant as a whole */
    public static Scope of(String tenant, String team) {
        if (tenant.isEmpty()) {
            throw new IllegalArgumentException("a thing that belongs to nobody is the platform's: say PLATFORM");
        }
        return new Scope(tenant, team);
    }
}
