package io.serai.processors.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells this node what any node has changed in the database. Who changes something notes it in the same transaction; each node reads the
 * notes every so often, or at once when it is {@linkplain #poke poked}. Where the database is away nothing is lost: the notes are read
 * when it is back, and a listener that could not read what has changed hears of it again. Thread-safe.
 */
public final class Changes implements AutoCloseable {

    /** How often the notes are read unless somebody says otherwise: twice in the second within which a revoked key is to be refused. */
    public static final Duration USUAL = Duration.ofMillis(500);

    /** Notes that are older are removed; a node that has not read for half as long reads everything anew. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    /** Hears of changes of one kind, on one thread; what it throws makes it hear of the same changes again. */
    public interface Listener {

        /** @param ids what has changed, come or gone */
        void changed(Set<String> ids);

        /** Changes may have been missed: all is to be read anew. */
        void missed();
    }

    private final Database database;
    private final ChangeLog log;
    private final Map<String, List<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Repeating reader;
    private Instant swept;
    private volatile long heard;

    public Changes(Database database) {
        this(database, Clock.systemUTC(), USUAL);
    }

    public Changes(Database database, Clock clock, Duration every) {
        this.database = database;
        this.clock = clock;
        this.log = new ChangeLog(clock);
        this.swept = clock.instant();
        this.reader = new Repeating("read changes", every, this::turn);
    }

    /**
     * Notes a change, to be read by all nodes once the transaction is committed.
     *
     * @param handle of the transaction that makes the change
     * @param kind such as {@code team}
     * @param id of what has changed
     */
    public static void note(Handle handle, String kind, String id) {
        handle.createUpdate("insert into change (kind, id, at) values (:kind, :id, current_timestamp)")
                .bind("kind", kind)
                .bind("id", id)
                .execute();
    }

    /** From now on a listener hears of changes of a kind; what there is already it reads itself, after this call. */
    public void listen(String kind, Listener listener) {
        subscribers.computeIfAbsent(kind, k -> new CopyOnWriteArrayList<>()).add(new Subscriber(kind, listener));
    }

    /**
     * Begins to read. What was noted before is taken as known: whoever listens reads what there is after this call.
     *
     * @throws io.serai.api.error.GatewayException where the database is away
     */
    public void start() {
        heard = clock.millis();
        database.read(handle -> {
            log.begin(handle);
            return 0;
        });
        reader.start();
    }

    /** How long ago the notes were read: what has been changed since then is not known here. Once it has been {@linkplain #start started}. */
    public Duration silence() {
        return Duration.ofMillis(clock.millis() - heard);
    }

    /** Reads at once, on its own thread: another node has said that there is something. */
    public void poke() {
        reader.poke();
    }

    /** Stops reading; waits for a read that is under way. */
    @Override
    public void close() {
        reader.close();
    }

    private void turn() {
        long asked = clock.millis();
        ChangeLog.News news = database.read(log::read);
        if (news.missed()) {
            LOG.info("Reading all that is kept in memory anew: this node has not heard of changes for long");
            subscribers.values().forEach(each -> each.forEach(Subscriber::missed));
        }
        news.ids()
                .forEach((kind, ids) ->
                        subscribers.getOrDefault(kind, List.of()).forEach(subscriber -> subscriber.add(ids)));
        subscribers.values().forEach(each -> each.forEach(Subscriber::tell));
        heard = asked;
        sweep();
    }

    private void sweep() {
        Instant now = clock.instant();
        if (Duration.between(swept, now).compareTo(SWEEP) >= 0) {
            swept = now;
            Instant before = now.minus(KEPT);
            database.useTransaction(handle -> ChangeLog.forget(handle, before));
        }
    }
}
