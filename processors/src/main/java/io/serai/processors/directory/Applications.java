package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Writes.Scoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Applications in SQL. An application of another tenant is as absent. Thread-safe. */
public final class Applications {

    private static final String ONE = "select * from application where id = :id and tenant = :tenant";

    private static final String PAGE =
            """
            select * from application
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:team as varchar) is null or team = :team)
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
            insert into application
              (id, tenant, team, name, description, status, tags, created_by, version, created_at)
            values (:id, :tenant, :team, :name, :description, :status, :tags, :by, 1, :now)
            """;

    private static final String UPDATE =
            """
            update application
            set team = :team, name = :name, description = :description, status = :status, tags = :tags,
              version = version + 1
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            """
            delete from application
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    static final Scoped<Application> APPLICATION =
            new Scoped<>("application", ONE, Sql.APPLICATION, Rows.APPLICATION, Application::version);

    private final Writes writes;

    Applications(Writes writes) {
        this.writes = writes;
    }

    /**
     * What can be changed.
     *
     * @param team within the tenant, or empty
     */
    public record Spec(String team, String name, String description, Status status, Set<String> tags) {
        public Spec {
            Fields.name("name", name, 200);
            Fields.text("description", description, 2_000);
            Fields.standing(status);
            Fields.items("tags", tags, Fields.MOST_TAGS);
            tags = Set.copyOf(tags);
        }
    }

    /** @param createdBy the principal that makes it */
    public Outcome<Application> create(String tenant, Spec spec, String createdBy) {
        String id = writes.id("app");
        return writes.write("name", handle -> {
            if (Tenants.lacks(handle, tenant)) {
                return new Outcome.Absent<>();
            }
            refuseForeignTeam(handle, tenant, spec.team());
            int rows = bind(handle.createUpdate(INSERT), tenant, id, spec)
                    .bind("by", createdBy)
                    .bind("now", writes.now())
                    .execute();
            return APPLICATION.written(handle, tenant, id, rows);
        });
    }

    public Optional<Application> find(String tenant, String id) {
        return writes.database().read(handle -> APPLICATION.find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<Application> find(String id) {
        return writes.database().read(handle -> APPLICATION.find(handle, id));
    }

    /**
     * Filters: {@code team}, {@code status}, {@code name} for a part of it.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<Application> list(String tenant, Ask ask) {
        ask.only(Set.of("team", "name", "status"));
        List<Application> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("team", ask.filter("team"))
                .bind("status", ask.filter("status"))
                .bind("name", ask.filter("name"))
                .map(Rows.APPLICATION)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), each.name(), each.id()));
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<Application> update(String tenant, String id, OptionalLong expected, Spec spec) {
        return writes.write("name", handle -> {
            refuseForeignTeam(handle, tenant, spec.team());
            int rows = Writes.expecting(bind(handle.createUpdate(UPDATE), tenant, id, spec), expected)
                    .execute();
            return APPLICATION.written(handle, tenant, id, rows);
        });
    }

    /** Deletes it with its keys, roles and subscriptions. */
    public Outcome<Application> delete(String tenant, String id, OptionalLong expected) {
        return writes.write("name", handle -> {
            Optional<Application> found = APPLICATION.find(handle, tenant, id);
            boolean wanted =
                    found.isPresent() && Writes.isExpected(expected, found.get().version());
            if (wanted) {
                Belongings.deleteKeys(handle, Belongings.KEYS_OF_APPLICATION, id);
                Belongings.deleteRoles(handle, HolderKind.APPLICATION, id);
                Belongings.deleteSubscriptions(handle, id);
            }
            return APPLICATION.deleted(handle, tenant, id, expected, DELETE);
        });
    }

    private static Update bind(Update update, String tenant, String id, Spec spec) {
        return update.bind("id", id)
                .bind("tenant", tenant)
                .bind("team", spec.team().isEmpty() ? null : spec.team())
                .bind("name", spec.name())
                .bind("description", spec.description())
                .bind("status", spec.status().label())
                .bind("tags", Texts.write(spec.tags()));
    }

    /** A team of another tenant is told like one that there is not. */
    private static void refuseForeignTeam(Handle handle, String tenant, String team) {
        if (!team.isEmpty() && Teams.TEAM.find(handle, tenant, team).isEmpty()) {
            throw CallerException.badField("team", "there is no such team");
        }
    }
}
