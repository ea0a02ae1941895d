package io.serai.processors.cluster;

import com.hazelcast.map.EntryProcessor;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.Purge;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Removes an answer where it lies, if a purge means it: says so, or nothing. */
final class CachePurge extends FrameValue implements EntryProcessor<String, byte[], @Nullable Boolean> {

    private static final long serialVersionUID = 1;

    private static final int SCOPE = 1;
    private static final int ASKED = 2;
    private static final int TAG = 3;
    private static final int BEFORE = 4;

    private transient @Nullable Purge purge;

    /** Is filled by {@link #readData}. */
    CachePurge() {
        super(ClusterTypes.CACHE_PURGE, new byte[0]);
    }

    CachePurge(Purge purge) {
        super(ClusterTypes.CACHE_PURGE, write(purge));
    }

    static byte[] write(Purge purge) {
        FrameWriter out = new FrameWriter();
        purge.scope().ifPresent(scope -> out.put(SCOPE, scope));
        purge.asked().ifPresent(asked -> out.put(ASKED, asked));
        purge.tag().ifPresent(tag -> out.put(TAG, tag));
        purge.storedBefore().ifPresent(before -> out.put(BEFORE, before.toString()));
        return out.bytes();
    }

    static Purge read(FrameReader in) {
        return new Purge(
                first(in, SCOPE),
                first(in, ASKED),
                first(in, TAG),
                first(in, BEFORE).map(Long::valueOf));
    }

    private static Optional<String> first(FrameReader in, int field) {
        return in.texts(field).stream().findFirst();
    }

    @Override
    public @Nullable Boolean process(Map.Entry<String, byte[]> entry) {
        if (purge == null) {
            purge = read(frame());
        }
        byte[] value = entry.getValue();
        if (value == null || !isCovered(purge, entry.getKey(), value)) {
            return null;
        }
        remove(entry);
        return true;
    }

    /** What nobody can read goes whatever a purge means: nobody could ever purge it otherwise. */
    private static boolean isCovered(Purge purge, String name, byte[] value) {
        try {
            String scope = CacheKey.ofName(name).scope();
            return AnswerSeal.head(value)
                    .map(head -> head.isCovered(purge, scope))
                    .orElse(true);
        } catch (FrameException | IllegalArgumentException e) {
            return true;
        }
    }

    /** Hazelcast is not annotated: null is its word for removal. */
    @SuppressWarnings("NullAway")
    private static void remove(Map.Entry<String, byte[]> entry) {
        entry.setValue(null);
    }
}
