package io.serai.processors.limits;

import io.serai.processors.limits.StoreOutcome.Absent;
import io.serai.processors.limits.StoreOutcome.Done;
import io.serai.processors.limits.StoreOutcome.Stale;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database;
import io.serai.processors.store.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Limits in SQL. Every change is noted, so that all nodes read it. Thread-safe. */
public final class LimitStore {

    /** The kind of {@link Changes} that are noted. */
    public static final String CHANGE = "limit";

    private static final String ONE = "select * from limits where id = :id";
    private static final String ALL = "select * from limits order by created_at, id";

    private static final String PAGE =
            """
            select * from limits
            where (cast(:tenant as varchar) is null or tenant = :tenant) and id > :after
            order by id limit :most
            """;

    private static final String INSERT =
            """
            insert into limits (id, tenant, scope, metric, amount, per, kind, zone, thresholds, enforcement, version, created_at)
            values (:id, :tenant, :scope, :metric, :amount, :per, :kind, :zone, :thresholds, :enforcement, 1, :now)
            """;

    private static final String UPDATE =
            """
            update limits set scope = :scope, metric = :metric, amount = :amount, per = :per, kind = :kind, zone = :zone,
                thresholds = :thresholds, enforcement = :enforcement, version = version + 1
            where id = :id and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            "delete from limits where id = :id and (cast(:expected as bigint) is null or version = :expected)";

    private final Database database;
    private final Clock clock;
    private final Ids ids;

    public LimitStore(Database database, Clock clock, Ids ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** An id that no limit has, for a limit that is to be created. */
    public String newId() {
        return ids.make("lim");
    }

    /**
     * Keeps a new limit.
     *
     * @throws io.serai.processors.store.DuplicateException where there is one with its id
     */
    public StoredLimit create(Limit limit) {
        return database.inTransaction(handle -> {
            bind(handle.createUpdate(INSERT), limit)
                    .bind("tenant", limit.tenant())
                    .bind("now", OffsetDateTime.now(clock))
                    .execute();
            Changes.note(handle, CHANGE, limit.id());
            return one(handle, limit.id()).orElseThrow();
        });
    }

    public Optional<StoredLimit> find(String id) {
        return database.read(handle -> one(handle, id));
    }

    /** All there are, the oldest first. */
    public List<StoredLimit> all() {
        return database.read(handle ->
                handle.createQuery(ALL).map((row, context) -> limit(row)).list());
    }

    /**
     * Some of them, by id.
     *
     * @param tenant whose, the empty text for those of the platform; null for all
     * @param after the last id that is known, or empty
     */
    public List<StoredLimit> list(@Nullable String tenant, String after, int most) {
        return database.read(handle -> handle.createQuery(PAGE)
                .bind("tenant", tenant)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> limit(row))
                .list());
    }

    /**
     * Changes all of a limit but its id and whose it is.
     *
     * @param expected the version that the change is meant for, where that matters
     */
    public StoreOutcome update(Limit limit, OptionalLong expected) {
        return database.inTransaction(handle -> {
            int rows = bind(handle.createUpdate(UPDATE), limit)
                    .bind("expected", boxed(expected))
                    .execute();
            return outcome(handle, limit.id(), rows);
        });
    }

    /** @param expected the version that is to be deleted, where that matters */
    public StoreOutcome delete(String id, OptionalLong expected) {
        return database.inTransaction(handle -> {
            Optional<StoredLimit> before = one(handle, id);
            int rows = handle.createUpdate(DELETE)
                    .bind("id", id)
                    .bind("expected", boxed(expected))
                    .execute();
            if (rows == 0 || before.isEmpty()) {
                return outcome(handle, id, 0);
            }
            Changes.note(handle, CHANGE, id);
            return new Done(before.get());
        });
    }

    private static StoreOutcome outcome(Handle handle, String id, int rows) {
        Optional<StoredLimit> now = one(handle, id);
        if (now.isEmpty()) {
            return new Absent();
        }
        if (rows == 0) {
            return new Stale(now.get());
        }
        Changes.note(handle, CHANGE, id);
        return new Done(now.get());
    }

    private static Optional<StoredLimit> one(Handle handle, String id) {
        return handle.createQuery(ONE)
                .bind("id", id)
                .map((row, context) -> limit(row))
                .findOne();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Limit limit) {
        return statement
                .bind("id", limit.id())
                .bind("scope", LimitTexts.scope(limit.scope()))
                .bind("metric", limit.metric().label())
                .bind("amount", limit.amount())
                .bind("per", limit.window().unit().label())
                .bind("kind", limit.window().kind() == Window.Kind.ROLLING ? "rolling" : "calendar")
                .bind("zone", limit.window().zone().getId())
                .bind("thresholds", LimitTexts.thresholds(limit.thresholds()))
                .bind("enforcement", limit.enforcement().label());
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static StoredLimit limit(ResultSet row) throws SQLException {
        String id = row.getString("id");
        Window window = new Window(
                Window.Unit.of(row.getString("per")).orElseThrow(),
                row.getString("kind").equals("rolling") ? Window.Kind.ROLLING : Window.Kind.CALENDAR,
                ZoneId.of(row.getString("zone")));
        Limit limit = new Limit(
                id,
                row.getString("tenant"),
                LimitTexts.scope(row.getString("scope")),
                Metric.of(row.getString("metric")).orElseThrow(),
                row.getLong("amount"),
                window.unit() == Window.Unit.TOTAL ? Window.ENDLESS : window,
                LimitTexts.thresholds(row.getString("thresholds")),
                Enforcement.of(row.getString("enforcement")).orElseThrow(),
                "table limits");
        return new StoredLimit(
                limit,
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
