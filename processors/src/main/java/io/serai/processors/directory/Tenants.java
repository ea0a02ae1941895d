package io.serai.processors.directory;

import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.Writes.Scoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Tenants in SQL. Thread-safe. */
public final class Tenants {

    private static final String ONE = "select * from tenant where id = :id and id = :tenant";

    private static final String ID = "select id from tenant where id = :tenant";

    private static final String PAGE =
            """
            select * from tenant
            where (cast(:status as varchar) is null or status = :status)
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
            insert into tenant (id, name, status, version, created_at) values (:id, :name, 'active', 1, :now)
            """;

    private static final String UPDATE =
            """
            update tenant set name = :name, status = :status, version = version + 1
            where id = :id and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            "delete from tenant where id = :id and id = :tenant and (cast(:expected as bigint) is null or version = :expected)";

    private static final Scoped<Tenant> TENANT = new Scoped<>("tenant", ONE, Sql.TENANT, Rows.TENANT, Tenant::version);
    private static final int LONGEST_NAME = 200;

    private final Writes writes;

    Tenants(Writes writes) {
        this.writes = writes;
    }

    /** What can be changed. */
    public record Spec(String name, Status status) {
        public Spec {
            Fields.name("name", name, LONGEST_NAME);
            Fields.standing(status);
        }
    }

    public Outcome<Tenant> create(String name) {
        Fields.name("name", name, LONGEST_NAME);
        String id = writes.id("ten");
        return writes.write("name", handle -> {
            int rows = handle.createUpdate(INSERT)
                    .bind("id", id)
                    .bind("name", name)
                    .bind("now", writes.now())
                    .execute();
            return TENANT.written(handle, id, id, rows);
        });
    }

    public Optional<Tenant> find(String id) {
        return writes.database().read(handle -> TENANT.find(handle, id, id));
    }

    /** Filters: {@code status}, {@code name} for a part of it. */
    public Page<Tenant> list(Ask ask) {
        ask.only(Set.of("name", "status"));
        List<Tenant> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("status", ask.filter("status"))
                .bind("name", ask.filter("name"))
                .map(Rows.TENANT)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), each.name(), each.id()));
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<Tenant> update(String id, OptionalLong expected, Spec spec) {
        if (id.equals(Tenant.HOME) && spec.status() != Status.ACTIVE) {
            return new Outcome.Refused<>("The tenant of those who run the gateway can't be blocked.");
        }
        return writes.write("name", handle -> {
            int rows = Writes.expecting(handle.createUpdate(UPDATE), expected)
                    .bind("id", id)
                    .bind("name", spec.name())
                    .bind("status", spec.status().label())
                    .execute();
            return TENANT.written(handle, id, id, rows);
        });
    }

    /** Deletes an empty one. */
    public Outcome<Tenant> delete(String id, OptionalLong expected) {
        if (id.equals(Tenant.HOME)) {
            return new Outcome.Refused<>("The tenant of those who run the gateway can't be deleted.");
        }
        return writes.write("name", handle -> TENANT.deleted(handle, id, id, expected, DELETE));
    }

    /** Whether there is no such tenant. */
    static boolean lacks(Handle handle, String tenant) {
        return handle.createQuery(ID)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne()
                .isEmpty();
    }
}
