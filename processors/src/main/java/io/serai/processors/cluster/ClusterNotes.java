package io.serai.processors.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryEvictedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes on answers that all nodes hear of, encrypted on the way. The node with which an answer lies takes the note away when the answer
 * goes. Thread-safe.
 */
public final class ClusterNotes implements AnswerNotes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNotes.class);

    /** Under which a note is sealed: what was sealed as an answer is no note. */
    private static final String SEALED_AS = "note:";

    private final IMap<String, byte[]> notes;
    private final IMap<String, byte[]> answers;
    private final ContentCipher cipher;
    private final HazelcastInstance hazelcast;
    private final UUID departures;
    private final Set<NoteFeed> feeds = ConcurrentHashMap.newKeySet();

    /** @param cipher of {@link ContentCipher.Domain#CACHE} */
    public ClusterNotes(HazelcastInstance hazelcast, ContentCipher cipher) {
        this.hazelcast = hazelcast;
        this.notes = hazelcast.getMap(ClusterMaps.CACHE_NOTES);
        this.answers = hazelcast.getMap(ClusterMaps.CACHE);
        this.cipher = cipher;
        this.departures = answers.addLocalEntryListener(new Departed());
    }

    @Override
    public void put(CacheKey key, byte[] note, Duration life) {
        byte[] sealed = cipher.seal(AnswerSeal.tenant(key), SEALED_AS + key.name(), note);
        within(map -> {
            var unused = map.setAsync(key.name(), sealed, life.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** Returns at once; what there is already is told by and by, on a thread that ends with that. */
    @Override
    public AutoCloseable listen(Listener listener) {
        NoteFeed feed = new NoteFeed(notes, this::open, listener);
        feeds.add(feed);
        feed.start();
        return () -> {
            feeds.remove(feed);
            feed.close();
        };
    }

    private Optional<byte[]> open(CacheKey key, byte[] sealed) {
        return cipher.open(AnswerSeal.tenant(key), SEALED_AS + key.name(), sealed);
    }

    private void within(Consumer<IMap<String, byte[]>> action) {
        try {
            action.accept(notes);
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("notes on answers are out of reach", e);
        }
    }

    @Override
    public void close() {
        feeds.forEach(NoteFeed::close);
        if (hazelcast.getLifecycleService().isRunning()) {
            answers.removeEntryListener(departures);
        }
    }

    /** A note has the key of its answer, so it lies with the same node: no message leaves that. */
    private final class Departed
            implements EntryRemovedListener<String, byte[]>,
                    EntryEvictedListener<String, byte[]>,
                    EntryExpiredListener<String, byte[]> {

        @Override
        public void entryRemoved(EntryEvent<String, byte[]> event) {
            went(event.getKey());
        }

        @Override
        public void entryEvicted(EntryEvent<String, byte[]> event) {
            went(event.getKey());
        }

        @Override
        public void entryExpired(EntryEvent<String, byte[]> event) {
            went(event.getKey());
        }

        private void went(String name) {
            within(map -> {
                var unused = map.deleteAsync(name);
            });
        }
    }
}
