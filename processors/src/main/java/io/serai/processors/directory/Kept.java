package io.serai.processors.directory;

import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What the directory keeps in memory of one table. */
interface Kept {

    List<Kept> ALL = List.of(
            new Table<>("tenant", Sql.TENANTS, Sql.TENANT, Rows.TENANT, Tenant::id, Snapshot::tenant),
            new Table<>("team", Sql.TEAMS, Sql.TEAM, Rows.TEAM, Team::id, Snapshot::team),
            new Table<>(
                    "application",
                    Sql.APPLICATIONS,
                    Sql.APPLICATION,
                    Rows.APPLICATION,
                    Application::id,
                    Snapshot::application),
            new Table<>("user", Sql.USERS, Sql.USER, Rows.USER, User::id, Snapshot::user),
            new Table<>("role", Sql.ROLES, Sql.ROLE, Rows.ROLE, RoleBinding::id, Snapshot::binding),
            new Table<>(
                    "visibility",
                    Sql.VISIBILITIES,
                    Sql.VISIBILITY,
                    Rows.VISIBILITY,
                    Visibility::id,
                    Snapshot::visibility),
            new Table<>(
                    "subscription",
                    Sql.APPROVED_SUBSCRIPTIONS,
                    Sql.SUBSCRIPTION,
                    Rows.SUBSCRIPTION,
                    Subscription::id,
                    Snapshot::subscription),
            new KeptKeys());

    /** Under which its changes are noted. */
    String kind();

    void readAll(Handle handle, Snapshot into);

    /** Reads one row anew, or finds that it has gone. */
    void read(Handle handle, String id, Snapshot into);

    /** Puts a row in its place, or takes it away where there is none. */
    interface Into<T> {
        void put(Snapshot snapshot, String id, @Nullable T row);
    }

    /** A table of which each row is one thing. */
    record Table<T>(String kind, String all, String one, RowMapper<T> mapper, Function<T, String> id, Into<T> into)
            implements Kept {

        @Override
        public void readAll(Handle handle, Snapshot snapshot) {
            handle.createQuery(all).map(mapper).forEach(row -> into.put(snapshot, id.apply(row), row));
        }

        @Override
        public void read(Handle handle, String wanted, Snapshot snapshot) {
            into.put(
                    snapshot,
                    wanted,
                    handle.createQuery(one)
                            .bind("id", wanted)
                            .map(mapper)
                            .findOne()
                            .orElse(null));
        }
    }
}
