package io.serai.processors.directory;

import io.serai.api.model.ModelCard;
import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.Writes.Scoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Rules about who may use things, in SQL. They are the word of those who run the gateway: a tenant's own administrators must not write
 * them, or they could open what was closed to them. Thread-safe.
 */
public final class Visibilities {

    /** In the place of a tenant's id: for all tenants that have no rule of their own. */
    public static final String GENERAL = "";

    private static final String PAGE =
            """
            select * from visibility
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:kind as varchar) is null or kind = :kind)
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

    private static final String ONE = "select * from visibility where id = :id and tenant = :tenant";

    private static final String INSERT =
            """
            insert into visibility (id, tenant, kind, name, visibility, version, created_at)
            values (:id, :tenant, :kind, :name, :visibility, 1, :now)
            """;

    private static final String UPDATE =
            """
            update visibility set visibility = :visibility, version = version + 1
            where id = :id and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            """
            delete from visibility
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final Scoped<Visibility> VISIBILITY =
            new Scoped<>("visibility", ONE, Sql.VISIBILITY, Rows.VISIBILITY, Visibility::version);

    private final Writes writes;

    Visibilities(Writes writes) {
        this.writes = writes;
    }

    /**
     * Makes a rule.
     *
     * @param tenant for whom, or {@link #GENERAL}
     */
    public Outcome<Visibility> create(String tenant, Thing thing, ModelCard.Visibility visibility) {
        String id = writes.id("vis");
        return writes.write("name", handle -> {
            if (!tenant.equals(GENERAL) && Tenants.lacks(handle, tenant)) {
                return new Outcome.Absent<>();
            }
            int rows = handle.createUpdate(INSERT)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("kind", thing.kind().label())
                    .bind("name", thing.name())
                    .bind("visibility", visibility.name().toLowerCase(Locale.ROOT))
                    .bind("now", writes.now())
                    .execute();
            return VISIBILITY.written(handle, tenant, id, rows);
        });
    }

    public Optional<Visibility> find(String id) {
        return writes.database().read(handle -> VISIBILITY.find(handle, id));
    }

    /**
     * Filters: {@code kind}, {@code name} for a part of it.
     *
     * @param tenant whose, or {@link #GENERAL}, or {@link Page#ALL_TENANTS}
     */
    public Page<Visibility> list(String tenant, Ask ask) {
        ask.only(Set.of("kind", "name"));
        List<Visibility> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("kind", ask.filter("kind"))
                .bind("name", ask.filter("name"))
                .map(Rows.VISIBILITY)
                .list());
        return Listing.page(
                rows, ask, each -> new Page.Mark(each.createdAt(), each.thing().name(), each.id()));
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<Visibility> update(String id, OptionalLong expected, ModelCard.Visibility visibility) {
        return writes.write("name", handle -> {
            int rows = Writes.expecting(handle.createUpdate(UPDATE), expected)
                    .bind("id", id)
                    .bind("visibility", visibility.name().toLowerCase(Locale.ROOT))
                    .execute();
            Optional<Visibility> found = VISIBILITY.find(handle, id);
            return found.isEmpty()
                    ? new Outcome.Absent<>()
                    : VISIBILITY.written(handle, found.get().tenant(), id, rows);
        });
    }

    public Outcome<Visibility> delete(String id, OptionalLong expected) {
        return writes.write("name", handle -> {
            Optional<Visibility> found = VISIBILITY.find(handle, id);
            return found.isEmpty()
                    ? new Outcome.Absent<>()
                    : VISIBILITY.deleted(handle, found.get().tenant(), id, expected, DELETE);
        });
    }
}
