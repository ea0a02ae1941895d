package io.serai.processors.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** What bookings add to the sums by the hour. */
final class Hours {

    static final long HOUR = 3_600_000;

    private final Map<Group, Sums> sums = new HashMap<>();

    /** What calls have in common whose sums are one row. */
    private record Group(
            long at,
            String tenant,
            String team,
            String app,
            String key,
            String user,
            String asked,
            String provider,
            String model,
            String operation,
            String cause) {

        /** No two groups have the same: each text comes with its length. */
        String id(MessageDigest sha256) {
            StringBuilder all = new StringBuilder().append(at);
            for (String text : new String[] {tenant, team, app, key, user, asked, provider, model, operation, cause}) {
                all.append(' ').append(text.length()).append(' ').append(text);
            }
            return HexFormat.of().formatHex(sha256.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private record Sums(long requests, long attempts, long input, long output, long spent, long saved) {

        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

        Sums plus(Booking end) {
            boolean ends = end.step() == Entry.END;
            return new Sums(
                    requests + (ends && end.line().attempt() == 1 ? 1 : 0),
                    attempts + (ends ? 1 : 0),
                    input + end.amounts().input(),
                    output + end.amounts().output(),
                    Math.addExact(spent, end.spent().count()),
                    Math.addExact(saved, end.saved().count()));
        }
    }

    void add(Booking booking) {
        if (booking.step() < Entry.END) {
            return;
        }
        Line line = booking.line();
        Group group = new Group(
                line.at() - Math.floorMod(line.at(), HOUR),
                line.tenant(),
                line.team(),
                line.app(),
                line.key(),
                line.user(),
                line.asked(),
                line.provider(),
                line.model(),
                booking.operation(),
                booking.cause());
        sums.put(group, sums.getOrDefault(group, Sums.NONE).plus(booking));
    }

    void write(Handle handle) {
        if (sums.isEmpty()) {
            return;
        }
        // In one order, so that nodes that book at the same time do not wait for each other in a circle
        Map<String, Group> ordered = new TreeMap<>();
        MessageDigest sha256 = sha256();
        sums.keySet().forEach(group -> ordered.put(group.id(sha256), group));
        PreparedBatch add = handle.prepareBatch(LedgerSql.ADD_TO_HOUR);
        ordered.forEach((id, group) ->
                bind(add.bind("id", id), sums.getOrDefault(group, Sums.NONE)).add());
        int[] added = add.execute();
        int index = 0;
        for (Map.Entry<String, Group> row : ordered.entrySet()) {
            if (added[index++] == 0) {
                make(handle, row.getKey(), row.getValue());
            }
        }
    }

    private void make(Handle handle, String id, Group group) {
        handle.createUpdate(LedgerSql.MAKE_HOUR)
                .bind("id", id)
                .bind("at", group.at())
                .bind("tenant", group.tenant())
                .bind("team", group.team())
                .bind("app", group.app())
                .bind("key_id", group.key())
                .bind("user_id", group.user())
                .bind("asked", group.asked())
                .bind("provider", group.provider())
                .bind("model", group.model())
                .bind("operation", group.operation())
                .bind("cause", group.cause())
                .execute();
        bind(handle.createUpdate(LedgerSql.ADD_TO_HOUR).bind("id", id), sums.getOrDefault(group, Sums.NONE))
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Sums more) {
        return statement
                .bind("requests", more.requests())
                .bind("attempts", more.attempts())
                .bind("input", more.input())
                .bind("output", more.output())
                .bind("spent", more.spent())
                .bind("saved", more.saved());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
