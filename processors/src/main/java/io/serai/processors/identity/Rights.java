package io.serai.processors.identity;

import static io.serai.processors.identity.Reach.ALL;
import static io.serai.processors.identity.Reach.NONE;
import static io.serai.processors.identity.Reach.OWN;
import static io.serai.processors.identity.Reach.TEAM;
import static io.serai.processors.identity.Reach.TENANT;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Who may do what to whose things: one table, in which what is not said is denied. */
public final class Rights {

    /** The scope of keys that only call models. */
    public static final String MODELS_SCOPE = "models";

    /** The scope of keys that do whatever the roles of their caller allow, except to call models. */
    public static final String ADMIN_SCOPE = "admin";

    private static final Role[] COLUMNS = Role.values();
    private static final Map<Right, Map<Role, Reach>> TABLE = table();

    /** The answer to a request. */
    public enum Decision {
        ALLOWED,
        /** The caller may not do this: HTTP 403. */
        FORBIDDEN,
        /** The caller may not even know of the thing: HTTP 404. */
        HIDDEN
    }

    private Rights() {}

    private static Map<Right, Map<Role, Reach>> build() {
        Map<Right, Map<Role, Reach>> table = new EnumMap<>(Right.class);
        //                           platform tenant  team    develo- viewer appli-
        //                           admin    admin   lead    per            cation
        row(table, Right.MODELS_INVOKE, ALL, TENANT, TENANT, TENANT, NONE, TENANT);
        row(table, Right.MODELS_READ, ALL, TENANT, TENANT, TENANT, TENANT, NONE);
        row(table, Right.TENANTS_READ, ALL, TENANT, TENANT, TENANT, TENANT, NONE);
        row(table, Right.TENANTS_WRITE, ALL, NONE, NONE, NONE, NONE, NONE);
        row(table, Right.TEAMS_READ, ALL, TENANT, OWN, OWN, OWN, NONE);
        row(table, Right.TEAMS_WRITE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.APPS_READ, ALL, TENANT, TEAM, TEAM, OWN, NONE);
        row(table, Right.APPS_WRITE, ALL, TENANT, TEAM, NONE, NONE, NONE);
        row(table, Right.KEYS_READ, ALL, TENANT, TEAM, TEAM, OWN, NONE);
        row(table, Right.KEYS_WRITE, ALL, TENANT, TEAM, TEAM, NONE, NONE);
        row(table, Right.TOKENS_READ, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.TOKENS_WRITE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.USERS_READ, ALL, TENANT, TEAM, NONE, NONE, NONE);
        row(table, Right.USERS_WRITE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.SUBSCRIPTIONS_READ, ALL, TENANT, TEAM, TEAM, OWN, NONE);
        row(table, Right.SUBSCRIPTIONS_WRITE, ALL, TENANT, TEAM, TEAM, NONE, NONE);
        row(table, Right.SUBSCRIPTIONS_DECIDE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.VISIBILITY_WRITE, ALL, NONE, NONE, NONE, NONE, NONE);
        row(table, Right.LIMITS_READ, ALL, TENANT, TEAM, TEAM, OWN, NONE);
        row(table, Right.LIMITS_WRITE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.USAGE_READ, ALL, TENANT, TEAM, TEAM, OWN, NONE);
        row(table, Right.LEDGER_READ, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.LEDGER_WRITE, ALL, NONE, NONE, NONE, NONE, NONE);
        row(table, Right.AUDIT_READ, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.NOTIFICATIONS_READ, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.NOTIFICATIONS_WRITE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.NODES_READ, ALL, NONE, NONE, NONE, NONE, NONE);
        row(table, Right.CACHE_READ, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.CACHE_WRITE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.FAULTS_MAKE, ALL, TENANT, NONE, NONE, NONE, NONE);
        row(table, Right.EFFECTIVE_READ, ALL, TENANT, TEAM, NONE, NONE, NONE);
        return table;
    }

    private static Map<Right, Map<Role, Reach>> table() {
        Map<Right, Map<Role, Reach>> table = build();
        for (Right right : Right.values()) {
            if (!table.containsKey(right)) {
                throw new IllegalStateException("nobody has said who has the right " + right.label());
            }
        }
        return Collections.unmodifiableMap(table);
    }

    private static void row(Map<Right, Map<Role, Reach>> table, Right right, Reach... reaches) {
        Map<Role, Reach> row = new EnumMap<>(Role.class);
        for (int i = 0; i < COLUMNS.length; i++) {
            row.put(COLUMNS[i], reaches[i]);
        }
        table.put(right, Collections.unmodifiableMap(row));
    }

    /** How far each right goes for each role. */
    public static Map<Right, Map<Role, Reach>> all() {
        return TABLE;
    }

    /** Whether a caller may do this to a thing of this tenant and team. */
    public static boolean allows(Caller caller, Right right, Scope thing) {
        return reach(caller, right).covers(thing, caller.tenant(), caller.team());
    }

    /** As {@link #allows}, and what to answer where it does not. */
    public static Decision decide(Caller caller, Right right, Scope thing) {
        Reach reach = reach(caller, right);
        if (reach.covers(thing, caller.tenant(), caller.team())) {
            return Decision.ALLOWED;
        }
        // Where the right goes nowhere, the refusal is the same for everything, so it tells nothing of this.
        return reach == NONE || allows(caller, right.toRead(), thing) ? Decision.FORBIDDEN : Decision.HIDDEN;
    }

    /** How far a right goes for a caller: as far as the best of its roles, nowhere where its key is narrowed to something else. */
    public static Reach reach(Caller caller, Right right) {
        if (!isWithinScopes(caller, right)) {
            return NONE;
        }
        Reach farthest = NONE;
        Map<Role, Reach> row = TABLE.get(right);
        for (Role role : caller.roles()) {
            Reach reach = row == null ? NONE : row.getOrDefault(role, NONE);
            farthest = reach.compareTo(farthest) > 0 ? reach : farthest;
        }
        return farthest;
    }

    private static boolean isWithinScopes(Caller caller, Right right) {
        return caller.mayUse(right.label()) || caller.mayUse(right == Right.MODELS_INVOKE ? MODELS_SCOPE : ADMIN_SCOPE);
    }
}
