package io.serai.bench;

/** Counts durations in buckets that grow with the value: every percentile is within 0.8 % of the truth. Not thread-safe. */
final class Histogram {

    private static final int BITS = 7;
    private static final int SLOTS = 1 << BITS;

    private final long[] counts = new long[(Long.SIZE - BITS + 1) * SLOTS];
    private long total;
    private long max;

    void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[slotOf(value)]++;
        total++;
        max = Math.max(max, value);
    }

    /** The 50th and 99th percentile and the greatest value, all 0 when nothing was recorded. */
    Percentiles percentiles() {
        return new Percentiles(at(0.50), at(0.99), max);
    }

    private long at(double share) {
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            seen += counts[slot];
            if (seen >= wanted) {
                return Math.min(max, middleOf(slot));
            }
        }
        return max;
    }

    private static int slotOf(long value) {
        if (value < SLOTS) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS;
        return (shift + 1) * SLOTS + (int) (value >>> shift) - SLOTS;
    }

    private static long middleOf(int slot) {
        if (slot < SLOTS) {
            return slot;
        }
        int shift = slot / SLOTS - 1;
        long low = (long) (slot % SLOTS + SLOTS) << shift;
        return low + ((1L << shift) >> 1);
    }
}
