package io.serai.processors.directory;

import io.serai.processors.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When keys were last used, to the minute: taken down in memory by calls, written in the background by {@link #run()}, which is run once a
 * minute or so. What was not written when a process dies is lost: it is there to find keys that nobody needs, and nobody pays by it.
 * Thread-safe.
 */
public final class LastUse implements Runnable {

    /** How often it is good to write. */
    public static final Duration USUAL = Duration.ofMinutes(1);

    private static final long MINUTE_MILLIS = 60_000;

    private final Database database;
    private final Clock clock;
    private final Map<String, Long> minutes = new ConcurrentHashMap<>();
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    public LastUse(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A key is used now. Neither waits nor writes. */
    public void used(String key) {
        long minute = clock.millis() / MINUTE_MILLIS;
        if (!isMinute(written.get(key), minute) && !isMinute(minutes.get(key), minute)) {
            minutes.put(key, minute);
        }
    }

    private static boolean isMinute(@Nullable Long known, long minute) {
        return known != null && known == minute;
    }

    /**
     * Writes what has been used since the last time.
     *
     * @throws io.serai.api.error.GatewayException where the database is away: all of it is written the next time
     */
    @Override
    public void run() {
        long now = clock.millis() / MINUTE_MILLIS;
        written.values().removeIf(minute -> minute < now);
        for (Map.Entry<String, Long> each : Map.copyOf(minutes).entrySet()) {
            write(each.getKey(), each.getValue());
            written.put(each.getKey(), each.getValue());
            minutes.remove(each.getKey(), each.getValue());
        }
    }

    private void write(String key, long minute) {
        Instant at = Instant.ofEpochMilli(minute * MINUTE_MILLIS);
        database.useTransaction(handle ->
                handle.createUpdate(KeySql.USED).bind("id", key).bind("at", at).execute());
    }
}
