package io.serai.processors.directory;

import io.serai.processors.store.Changes;
import io.serai.processors.store.Database;
import io.serai.processors.store.DuplicateException;
import io.serai.processors.store.Ids;
import io.serai.processors.store.ReferenceException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** How all tables of the directory are written: in one transaction with the note of what has changed, told to all nodes at once. */
final class Writes {

    private final Database database;
    private final Ids ids;
    private final Clock clock;
    private final Runnable poke;

    Writes(Database database, Ids ids, Clock clock, Runnable poke) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.poke = poke;
    }

    Database database() {
        return database;
    }

    String id(String kind) {
        return ids.make(kind);
    }

    /** In milliseconds: as exact as both databases keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** @param unique the field to be named where the same is there already */
    <T> Outcome<T> write(String unique, HandleCallback<Outcome<T>, RuntimeException> work) {
        Outcome<T> outcome;
        try {
            outcome = database.inTransaction(work);
        } catch (DuplicateException e) {
            return new Outcome.Taken<>(unique);
        } catch (ReferenceException e) {
            return new Outcome.Refused<>("It is still in use.");
        }
        if (outcome instanceof Outcome.Done) {
            poke.run();
        }
        return outcome;
    }

    /** Binds the version that a change expects; with none it is made in any case. */
    static <S extends SqlStatement<S>> S expecting(S statement, OptionalLong version) {
        return version.isPresent()
                ? statement.bind("expected", version.getAsLong())
                : statement.bind("expected", (Long) null);
    }

    static boolean isExpected(OptionalLong expected, long version) {
        return expected.isEmpty() || expected.getAsLong() == version;
    }

    /**
     * Rows of one kind within tenants.
     *
     * @param kind under which changes are noted
     * @param one selects by {@code :id} and {@code :tenant}
     * @param any selects by {@code :id}
     */
    record Scoped<T>(String kind, String one, String any, RowMapper<T> mapper, ToLongFunction<T> version) {

        Optional<T> find(Handle handle, String id) {
            return handle.createQuery(any).bind("id", id).map(mapper).findOne();
        }

        Optional<T> find(Handle handle, String tenant, String id) {
            return handle.createQuery(one)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .map(mapper)
                    .findOne();
        }

        /** The outcome of having written so many rows. */
        Outcome<T> written(Handle handle, String tenant, String id, int rows) {
            Optional<T> found = find(handle, tenant, id);
            if (found.isEmpty()) {
                return new Outcome.Absent<>();
            }
            if (rows == 0) {
                return new Outcome.Stale<>(version.applyAsLong(found.get()));
            }
            Changes.note(handle, kind, id);
            return new Outcome.Done<>(found.get());
        }

        /** Deletes a row of the expected version. */
        Outcome<T> deleted(Handle handle, String tenant, String id, OptionalLong expected, String delete) {
            Optional<T> found = find(handle, tenant, id);
            if (found.isEmpty()) {
                return new Outcome.Absent<>();
            }
            int rows = expecting(handle.createUpdate(delete).bind("id", id).bind("tenant", tenant), expected)
                    .execute();
            if (rows == 0) {
                return new Outcome.Stale<>(version.applyAsLong(found.get()));
            }
            Changes.note(handle, kind, id);
            return new Outcome.Done<>(found.get());
        }
    }
}
