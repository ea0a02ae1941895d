package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.processors.store.Database;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Answers in SQL, sealed. An id is given once, so a row is written once; one that was deleted stays there without its content until it is
 * old, so that nobody writes it who has not heard of that. All throw {@link io.serai.api.error.GatewayException} where the database is
 * away. Thread-safe.
 */
final class ResponseTable {

    private static final byte[] NOTHING = {};
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final ResponseSealing seal;

    ResponseTable(Database database, ResponseSealing seal) {
        this.database = database;
        this.seal = seal;
    }

    /** A row to be. */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    private record Row(ResponseKey key, long size, byte[] content) {}

    /** Writes those that have no row. */
    void write(List<Map.Entry<ResponseKey, StoredResponse>> responses, Instant now) {
        List<Row> rows = responses.stream()
                .map(each -> new Row(
                        each.getKey(),
                        each.getValue().weight(),
                        seal.seal(each.getKey().scope(), each.getValue())))
                .toList();
        database.useTransaction(handle -> insert(handle, rows, now));
    }

    private static int insert(Handle handle, List<Row> rows, Instant now) {
        PreparedBatch batch = handle.prepareBatch(
                """
                insert into stored_response (name, scope, size, used_at, content)
                values (:name, :scope, :size, :now, :content) on conflict do nothing
                """);
        for (Row row : rows) {
            batch.bind("name", name(row.key()))
                    .bind("scope", digest(row.key().scope()))
                    .bind("size", row.size())
                    .bind("now", now)
                    .bind("content", row.content())
                    .add();
        }
        int written = 0;
        for (int each : batch.execute()) {
            written += each;
        }
        return written;
    }

    Optional<StoredResponse> find(ResponseKey key) {
        return database.read(handle -> handle.createQuery(
                                "select content from stored_response where name = :name and size > 0")
                        .bind("name", name(key))
                        .mapTo(byte[].class)
                        .findOne())
                .flatMap(content -> seal.open(key.scope(), key.id(), content));
    }

    boolean isDeleted(ResponseKey key) {
        return database.read(
                handle -> handle.createQuery("select count(*) from stored_response where name = :name and size = 0")
                                .bind("name", name(key))
                                .mapTo(Integer.class)
                                .one()
                        > 0);
    }

    /** Deletes one that is there; whether there was one. */
    boolean delete(ResponseKey key, Instant now) {
        return database.inTransaction(handle -> empty(handle, key, now) > 0);
    }

    /** Deletes one, be it written already or yet to be. */
    void deleteKnown(ResponseKey key, Instant now) {
        database.useTransaction(handle -> {
            boolean isToBe = empty(handle, key, now) == 0;
            // Where it has just been written by another transaction there is a row after all.
            if (isToBe && insert(handle, List.of(new Row(key, 0, NOTHING)), now) == 0) {
                empty(handle, key, now);
            }
        });
    }

    private static int empty(Handle handle, ResponseKey key, Instant now) {
        return handle.createUpdate(
                        """
                        update stored_response set size = 0, content = :nothing, used_at = :now
                        where name = :name and size > 0
                        """)
                .bind("nothing", NOTHING)
                .bind("now", now)
                .bind("name", name(key))
                .execute();
    }

    /**
     * These have been used.
     *
     * @param before those that are known to have been used since are left as they are: a row is large
     */
    void used(Collection<ResponseKey> keys, Instant now, Instant before) {
        // In one order, so that nodes do not wait for each other in a ring.
        List<String> names = keys.stream().map(ResponseTable::name).sorted().toList();
        database.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(
                    """
                    update stored_response set used_at = :now
                    where name = :name and size > 0 and used_at < :before
                    """);
            names.forEach(name -> batch.bind("name", name)
                    .bind("now", now)
                    .bind("before", before)
                    .add());
            batch.execute();
        });
    }

    /** Removes what has not been used since. */
    void forget(Instant before) {
        int gone = AT_ONCE;
        while (gone == AT_ONCE) {
            gone = database.inTransaction(handle -> handle.createUpdate(
                            """
                            delete from stored_response where name in (
                                select name from stored_response where used_at < :before order by used_at limit :most)
                            """)
                    .bind("before", before)
                    .bind("most", AT_ONCE)
                    .execute());
        }
    }

    /** Removes what has not been used for longest of a scope that has more than it may. */
    void shorten(String scope, int count, long bytes) {
        database.useTransaction(handle -> handle.createUpdate(
                        """
                        delete from stored_response where name in (
                            select name from (
                                select name,
                                    row_number() over (order by used_at desc, name) as place,
                                    sum(size) over (order by used_at desc, name) as bytes
                                from stored_response where scope = :scope and size > 0) as ranked
                            where place > :count or bytes > :bytes)
                        """)
                .bind("scope", digest(scope))
                .bind("count", count)
                .bind("bytes", bytes)
                .execute());
    }

    private static String name(ResponseKey key) {
        return digest(key.scope().length() + ":" + key.scope() + key.id());
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
