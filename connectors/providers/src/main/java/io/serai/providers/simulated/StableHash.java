package io.serai.providers.simulated;

/** 64-bit hashes that are the same on every machine and in every version of Java. Not for secrets. */
final class StableHash {

    private StableHash() {}

    /** FNV-1a over UTF-16 units, then mixed, because FNV's high bits are poor for short words. */
    static long of(CharSequence text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The finaliser of SplitMix64: each bit of the argument changes half of the result. */
    static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** One of {@code bound} numbers from 0, picked by a hash. */
    static int pick(long hash, int bound) {
        return (int) Long.remainderUnsigned(hash, bound);
    }
}
