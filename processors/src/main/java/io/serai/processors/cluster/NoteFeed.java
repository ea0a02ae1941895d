package io.serai.processors.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryEvictedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.serai.processors.cache.AnswerNotes.Listener;
import io.serai.processors.cache.CacheKey;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener of the notes that there are and of each change. Hears of changes before it reads what there is: a key of which it has
 * heard is not read any more, as what was read may be older. Thread-safe.
 */
final class NoteFeed
        implements EntryAddedListener<String, byte[]>,
                EntryUpdatedListener<String, byte[]>,
                EntryRemovedListener<String, byte[]>,
                EntryEvictedListener<String, byte[]>,
                EntryExpiredListener<String, byte[]>,
                AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NoteFeed.class);

    /** Vectors are of some kilobytes: so many at once are a message of a size that others can wait behind. */
    private static final int READ_AT_ONCE = 64;

    private final IMap<String, byte[]> notes;
    private final BiFunction<CacheKey, byte[], Optional<byte[]>> opener;
    private final Listener listener;
    /** Null once all has been read. */
    private @Nullable Set<String> heard = new HashSet<>();

    private @Nullable UUID registration;
    private volatile boolean closed;

    NoteFeed(IMap<String, byte[]> notes, BiFunction<CacheKey, byte[], Optional<byte[]>> opener, Listener listener) {
        this.notes = notes;
        this.opener = opener;
        this.listener = listener;
    }

    void start() {
        registration = notes.addEntryListener(this, true);
        Thread reader = new Thread(this::readAll, "serai-cache-notes");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try {
            Iterator<Map.Entry<String, byte[]>> all = notes.iterator(READ_AT_ONCE);
            while (!closed && all.hasNext()) {
                Map.Entry<String, byte[]> next = all.next();
                wasRead(next.getKey(), next.getValue());
            }
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("not all notes on answers could be read", e);
        } finally {
            readDone();
        }
    }

    private synchronized void readDone() {
        heard = null;
    }

    private synchronized void wasRead(String name, byte[] note) {
        if (heard == null || !heard.contains(name)) {
            came(name, note);
        }
    }

    private synchronized void changed(String name, byte @Nullable [] note) {
        if (heard != null) {
            heard.add(name);
        }
        if (note == null) {
            key(name).ifPresent(listener::went);
        } else {
            came(name, note);
        }
    }

    private void came(String name, byte[] note) {
        key(name).ifPresent(key -> opener.apply(key, note).ifPresent(content -> listener.came(key, content)));
    }

    private static Optional<CacheKey> key(String name) {
        try {
            return Optional.of(CacheKey.ofName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
        changed(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
        changed(event.getKey(), event.getValue());
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
        changed(event.getKey(), null);
    }

    @Override
    public void entryEvicted(EntryEvent<String, byte[]> event) {
        changed(event.getKey(), null);
    }

    @Override
    public void entryExpired(EntryEvent<String, byte[]> event) {
        changed(event.getKey(), null);
    }

    @Override
    public void close() {
        closed = true;
        UUID known = registration;
        try {
            if (known != null) {
                notes.removeEntryListener(known);
            }
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("the cluster was left before its notes", e);
        }
    }
}
