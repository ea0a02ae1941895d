package io.serai.processors.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * How far a node has read the table of changes. Numbers are given when a row is written and seen when it is committed, so that a lower
 * one may turn up after a higher one: what is missing in between is waited for, as long as a transaction may take. Used by one thread.
 */
final class ChangeLog {

    /** A number that has not turned up by then was rolled back, or skipped by the database. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(1);

    private static final int MOST_AT_ONCE = 10_000;

    /**
     * What has been read.
     *
     * @param ids of what has changed, by kind
     * @param missed whether there may have been more, of which nothing is known any more
     */
    record News(Map<String, Set<String>> ids, boolean missed) {}

    private record Row(long seq, String kind, String id) {}

    private final Clock clock;
    /** All up to this number has been read, or will never come. */
    private long floor;
    /** What has been read above it, and when. */
    private final TreeMap<Long, Instant> ahead = new TreeMap<>();

    private Instant lastRead = Instant.EPOCH;

    ChangeLog(Clock clock) {
        this.clock = clock;
    }

    /** Takes all that there is as known, but for what may still turn up below it. */
    void begin(Handle handle) {
        Instant now = clock.instant();
        long highest = handle.createQuery("select coalesce(max(seq), 0) from change")
                .mapTo(Long.class)
                .one();
        floor = Math.max(0, highest - MOST_AT_ONCE);
        rows(handle).forEach(row -> ahead.put(row.seq(), now));
        raiseFloor(now);
        lastRead = now;
    }

    News read(Handle handle) {
        Instant now = clock.instant();
        List<Row> rows = rows(handle);
        if (rows.size() == MOST_AT_ONCE || Duration.between(lastRead, now).compareTo(Changes.KEPT.dividedBy(2)) > 0) {
            ahead.clear();
            begin(handle);
            return new News(Map.of(), true);
        }
        Map<String, Set<String>> news = new HashMap<>();
        for (Row row : rows) {
            if (ahead.putIfAbsent(row.seq(), now) == null) {
                news.computeIfAbsent(row.kind(), kind -> new HashSet<>()).add(row.id());
            }
        }
        raiseFloor(now);
        lastRead = now;
        return new News(news, false);
    }

    static void forget(Handle handle, Instant before) {
        handle.createUpdate("delete from change where at < :before")
                .bind("before", before)
                .execute();
    }

    private List<Row> rows(Handle handle) {
        return handle.createQuery("select seq, kind, id from change where seq > :floor order by seq limit :most")
                .bind("floor", floor)
                .bind("most", MOST_AT_ONCE)
                .map((row, context) -> new Row(row.getLong("seq"), row.getString("kind"), row.getString("id")))
                .list();
    }

    private void raiseFloor(Instant now) {
        while (!ahead.isEmpty()) {
            Map.Entry<Long, Instant> next = ahead.firstEntry();
            boolean follows = next.getKey() == floor + 1;
            if (!follows && Duration.between(next.getValue(), now).compareTo(LONGEST_TRANSACTION) < 0) {
                return;
            }
            floor = next.getKey();
            ahead.pollFirstEntry();
        }
    }
}
