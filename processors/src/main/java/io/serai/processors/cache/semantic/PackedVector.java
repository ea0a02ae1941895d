package io.serai.processors.cache.semantic;

/**
 * Where a text points, in one byte for each dimension. Immutable.
 *
 * <p>A quarter of the memory of floats. Each byte is off by at most half of 1/127 of the longest component; such errors have either sign,
 * so that over hundreds of dimensions a cosine is off by less than a thousandth. Of many dimensions the signs alone tell roughly where it
 * points, and are compared thirty times as fast.
 */
final class PackedVector {

    private static final int LARGEST = 127;

    /** Fewer have too few signs to tell much. */
    private static final int MANY_DIMENSIONS = 512;

    private static final long[] NONE = {};

    private final byte[] components;
    private final double inverseLength;
    private final long[] signs;

    private PackedVector(byte[] components) {
        this.components = components;
        this.inverseLength = 1 / Math.sqrt(dot(components, components));
        this.signs = components.length < MANY_DIMENSIONS ? NONE : signs(components);
    }

    /**
     * Packs a vector, which is not kept.
     *
     * @throws IllegalArgumentException where it points nowhere: it is empty, all zero, or not of numbers
     */
    static PackedVector of(float[] vector) {
        float longest = 0;
        for (float each : vector) {
            if (!Float.isFinite(each)) {
                throw new IllegalArgumentException("a component is no number");
            }
            longest = Math.max(longest, Math.abs(each));
        }
        if (longest == 0) {
            throw new IllegalArgumentException("all components are zero");
        }
        byte[] packed = new byte[vector.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) Math.round(vector[i] / longest * LARGEST);
        }
        return new PackedVector(packed);
    }

    /**
     * That of {@link #bytes()}.
     *
     * @param bytes are kept
     * @throws IllegalArgumentException where they point nowhere
     */
    static PackedVector ofBytes(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return new PackedVector(bytes);
            }
        }
        throw new IllegalArgumentException("all components are zero");
    }

    /** The cosine of the angle to another of as many dimensions: 1 for the same direction, -1 for the opposite. */
    double cosine(PackedVector other) {
        return dot(components, other.components) * inverseLength * other.inverseLength;
    }

    /** About the same, good enough to tell near from far: two vectors at an angle differ in as large a share of their signs as it is of 180°. */
    double roughCosine(PackedVector other) {
        if (signs.length == 0) {
            return cosine(other);
        }
        int differing = 0;
        for (int i = 0; i < signs.length; i++) {
            differing += Long.bitCount(signs[i] ^ other.signs[i]);
        }
        return Math.cos(Math.PI * differing / components.length);
    }

    int dimensions() {
        return components.length;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return components;
    }

    private static long[] signs(byte[] components) {
        long[] signs = new long[(components.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < components.length; i++) {
            if (components[i] > 0) {
                signs[i / Long.SIZE] |= 1L << i;
            }
        }
        return signs;
    }

    /** Cannot overflow below 133,000 dimensions. */
    private static int dot(byte[] left, byte[] right) {
        int sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
