package io.serai.processors.directory;

import io.serai.api.caller.Role;
import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.Writes.Scoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Who was given which roles, in SQL. A role of another tenant is as absent. Thread-safe. */
public final class Roles {

    private static final String ONE = "select * from role_binding where id = :id and tenant = :tenant";

    private static final String SAME =
            """
            select * from role_binding
            where tenant = :tenant and holder_kind = :kind and holder = :holder and role = :role
              and coalesce(team, '') = :team
            """;

    private static final String PAGE =
            """
            select * from role_binding
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:holder as varchar) is null or holder = :holder)
              and (cast(:team as varchar) is null or team = :team)
              and (cast(:role as varchar) is null or role = :role)
              and (cast(:before as varchar) is null
                or (cast(:sort as varchar) = '-created_at' and (created_at, id) < (:at, :before))
                or (cast(:sort as varchar) = 'created_at' and (created_at, id) > (:at, :before)))
            order by case cast(:sort as varchar) when '-created_at' then created_at end desc,
              case cast(:sort as varchar) when 'created_at' then created_at end,
              case cast(:sort as varchar) when 'created_at' then id end,
              id desc limit :limit
            """;

    private static final String INSERT =
            """
            insert into role_binding (id, tenant, holder_kind, holder, role, team, created_by, version, created_at)
            values (:id, :tenant, :kind, :holder, :role, :team, :by, 1, :now)
            """;

    private static final String DELETE =
            """
            delete from role_binding
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final Scoped<RoleBinding> ROLE =
            new Scoped<>("role", ONE, Sql.ROLE, Rows.ROLE, RoleBinding::version);

    private final Writes writes;

    Roles(Writes writes) {
        this.writes = writes;
    }

    /**
     * Gives somebody a role, unless it has it already.
     *
     * @param team where the role is that of one team, or empty
     * @param createdBy the principal that gives it
     */
    public Outcome<RoleBinding> give(String tenant, Holder holder, Role role, String team, String createdBy) {
        return writes.write("role", handle -> give(handle, tenant, holder, role, team, createdBy));
    }

    Outcome<RoleBinding> give(Handle handle, String tenant, Holder holder, Role role, String team, String createdBy) {
        if (role == Role.PLATFORM_ADMIN && !tenant.equals(Tenant.HOME)) {
            return new Outcome.Refused<>("Only people of the home tenant can be platform administrators.");
        }
        if (Belongings.isForeign(handle, tenant, holder)
                || (!team.isEmpty() && Teams.TEAM.find(handle, tenant, team).isEmpty())) {
            return new Outcome.Absent<>();
        }
        Optional<RoleBinding> same = same(handle, tenant, holder, role, team);
        if (same.isPresent()) {
            return new Outcome.Done<>(same.get());
        }
        String id = writes.id("rol");
        int rows = handle.createUpdate(INSERT)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("kind", lower(holder.kind()))
                .bind("holder", holder.id())
                .bind("role", role.label())
                .bind("team", team.isEmpty() ? null : team)
                .bind("by", createdBy)
                .bind("now", writes.now())
                .execute();
        return ROLE.written(handle, tenant, id, rows);
    }

    private static Optional<RoleBinding> same(Handle handle, String tenant, Holder holder, Role role, String team) {
        return handle.createQuery(SAME)
                .bind("tenant", tenant)
                .bind("kind", lower(holder.kind()))
                .bind("holder", holder.id())
                .bind("role", role.label())
                .bind("team", team)
                .map(Rows.ROLE)
                .findFirst();
    }

    public Optional<RoleBinding> find(String tenant, String id) {
        return writes.database().read(handle -> ROLE.find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<RoleBinding> find(String id) {
        return writes.database().read(handle -> ROLE.find(handle, id));
    }

    /**
     * Filters: {@code holder}, {@code team}, {@code role}.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<RoleBinding> list(String tenant, Ask ask) {
        ask.unnamed().only(Set.of("holder", "team", "role"));
        List<RoleBinding> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("holder", ask.filter("holder"))
                .bind("team", ask.filter("team"))
                .bind("role", ask.filter("role"))
                .map(Rows.ROLE)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), "", each.id()));
    }

    /** Takes a role away. */
    public Outcome<RoleBinding> take(String tenant, String id, OptionalLong expected) {
        return writes.write("role", handle -> ROLE.deleted(handle, tenant, id, expected, DELETE));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
