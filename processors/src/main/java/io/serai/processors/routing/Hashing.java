package io.serai.processors.routing;

/** Spreads names evenly, the same way on each node and after each start. */
final class Hashing {

    private Hashing() {}

    /** A number between 0 and 1, neither of them included. */
    static double unit(String salt, String key) {
        long hash = mixed(salt.hashCode() * 0x9E3779B97F4A7C15L ^ fnv(key));
        return ((hash >>> 11) + 0.5) * 0x1p-53;
    }

    /** FNV-1a over the letters. */
    private static long fnv(String key) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** The finisher of SplitMix64: each bit of the input changes half of those of the output. */
    private static long mixed(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
