package io.serai.processors.cache.semantic;

import io.serai.processors.cache.CacheKey;

/** A question to which an answer is kept. Thread-safe. */
final class KnownQuestion {

    /**
     * Bytes beside vector and text: the objects, the digest, the entries in maps and lists, the links of the graph.
     */
    private static final int OVERHEAD = 900;

    private final CacheKey key;
    private final Place place;
    private final String text;
    private final PackedVector vector;
    private volatile boolean gone;
    private volatile boolean used;

    KnownQuestion(CacheKey key, Place place, String text, PackedVector vector) {
        this.key = key;
        this.place = place;
        this.text = text;
        this.vector = vector;
    }

    CacheKey key() {
        return key;
    }

    Place place() {
        return place;
    }

    String text() {
        return text;
    }

    PackedVector vector() {
        return vector;
    }

    /** Its answer is not kept any more, or it has been forgotten. */
    boolean isGone() {
        return gone;
    }

    void leave() {
        gone = true;
    }

    /** It was the one that somebody meant. */
    void use() {
        if (!used) {
            used = true;
        }
    }

    /** Whether it was used since this was last asked. */
    boolean takeUse() {
        boolean was = used;
        used = false;
        return was;
    }

    /** About how many bytes it takes. */
    long weight() {
        return OVERHEAD + vector.dimensions() * 9L / 8 + 2L * text.length();
    }
}
