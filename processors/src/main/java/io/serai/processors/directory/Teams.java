package io.serai.processors.directory;

import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.Writes.Scoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Teams in SQL. A team of another tenant is as absent. Thread-safe. */
public final class Teams {

    private static final String ONE = "select * from team where id = :id and tenant = :tenant";

    private static final String PAGE =
            """
            select * from team
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:status as varchar) is null or status = :status)
              and (cast(:name as varchar) is null or position(lower(:name) in lower(name)) > 0)
              and (cast(:before as varchar) is null
                or (cast(:sort as varchar) = '-created_at' and (created_at, id) < (:at, :before))
                or (cast(:sort as varchar) = 'created_at' and (created_at, id) > (:at, :before))
                or (cast(:sort as varchar) = 'name' and (name, id) > (:text, :before))
                or (cast(:sort as varchar) = '-name' and (name, id) < (:text, :before)))
            order by case cast(:sort as varchar) when '-created_at' then created_at end desc,
              case cast(:sort as varchar) when 'created_at' then created_at end,
              case cast(:sort as varchar) when 'name' then name end,
              case cast(:sort as varchar) when '-name' then name end desc,
              case when cast(:sort as varchar) in ('created_at', 'name') then id end,
              id desc limit :limit
            """;

    private static final String INSERT =
            """
            insert into team (id, tenant, name, status, version, created_at)
            values (:id, :tenant, :name, 'active', 1, :now)
            """;

    private static final String UPDATE =
            """
            update team set name = :name, status = :status, version = version + 1
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            """
            delete from team
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    static final Scoped<Team> TEAM = new Scoped<>("team", ONE, Sql.TEAM, Rows.TEAM, Team::version);
    private static final int LONGEST_NAME = 200;

    private final Writes writes;

    Teams(Writes writes) {
        this.writes = writes;
    }

    /** What can be changed. */
    public record Spec(String name, Status status) {
        public Spec {
            Fields.name("name", name, LONGEST_NAME);
            Fields.standing(status);
        }
    }

    public Outcome<Team> create(String tenant, String name) {
        Fields.name("name", name, LONGEST_NAME);
        String id = writes.id("team");
        return writes.write("name", handle -> {
            if (Tenants.lacks(handle, tenant)) {
                return new Outcome.Absent<>();
            }
            int rows = handle.createUpdate(INSERT)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("name", name)
                    .bind("now", writes.now())
                    .execute();
            return TEAM.written(handle, tenant, id, rows);
        });
    }

    public Optional<Team> find(String tenant, String id) {
        return writes.database().read(handle -> TEAM.find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<Team> find(String id) {
        return writes.database().read(handle -> TEAM.find(handle, id));
    }

    /**
     * Filters: {@code status}, {@code name} for a part of it.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<Team> list(String tenant, Ask ask) {
        ask.only(Set.of("name", "status"));
        List<Team> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("status", ask.filter("status"))
                .bind("name", ask.filter("name"))
                .map(Rows.TEAM)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), each.name(), each.id()));
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<Team> update(String tenant, String id, OptionalLong expected, Spec spec) {
        return writes.write("name", handle -> {
            int rows = Writes.expecting(handle.createUpdate(UPDATE), expected)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("name", spec.name())
                    .bind("status", spec.status().label())
                    .execute();
            return TEAM.written(handle, tenant, id, rows);
        });
    }

    /** Deletes one that has no applications and no roles any more. */
    public Outcome<Team> delete(String tenant, String id, OptionalLong expected) {
        return writes.write("name", handle -> TEAM.deleted(handle, tenant, id, expected, DELETE));
    }
}
