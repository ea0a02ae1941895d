package io.serai.processors.cache.semantic;

import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The last vectors a model gave, to notice that it gives all texts the same. Thread-safe. */
final class RecentVectors {

    private static final int REMEMBERED = 16;
    /** Nearer than two texts come to each other that have few words in common. */
    private static final double ONE_AND_THE_SAME = 0.995;

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Seen[] ring = new Seen[REMEMBERED];
    private int at;

    /**
     * One of them.
     *
     * @param words one bit for each word of its text, a few of them for several
     * @param suspect whether most of those before it were the same
     */
    private record Seen(long words, PackedVector vector, boolean suspect) {}

    /** Remembers one more; says whether most of the last are the same though their texts are not. */
    boolean addAndSuspect(String text, PackedVector vector) {
        long words = words(text);
        lock.lock();
        try {
            boolean suspect = isSameAsAStranger(words, vector);
            ring[at++ % REMEMBERED] = new Seen(words, vector, suspect);
            int suspects = 0;
            for (Seen each : ring) {
                suspects += each != null && each.suspect ? 1 : 0;
            }
            return suspects > REMEMBERED / 2;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            java.util.Arrays.fill(ring, null);
        } finally {
            lock.unlock();
        }
    }

    private boolean isSameAsAStranger(long words, PackedVector vector) {
        for (Seen each : ring) {
            if (each != null
                    && each.vector.dimensions() == vector.dimensions()
                    && isStrange(each.words, words)
                    && each.vector.cosine(vector) > ONE_AND_THE_SAME) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStrange(long words, long others) {
        return 2 * Long.bitCount(words & others) < Math.min(Long.bitCount(words), Long.bitCount(others));
    }

    private static long words(String text) {
        long words = 0;
        int hash = 0;
        boolean within = false;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            if (i < lower.length() && Character.isLetterOrDigit(lower.charAt(i))) {
                hash = 31 * hash + lower.charAt(i);
                within = true;
            } else if (within) {
                words |= 1L << ((hash * 0x9E3779B9) >>> 26);
                hash = 0;
                within = false;
            }
        }
        return words;
    }
}
