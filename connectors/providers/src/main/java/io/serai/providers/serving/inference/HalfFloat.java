package io.serai.providers.serving.inference;

/** IEEE 754 binary16, for which Java has methods from 20 on only. */
final class HalfFloat {

    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;
    private static final int FRACTION = 0x3FF;
    private static final float SMALLEST_NORMAL = 0x1p-14f;
    /** Halfway between the largest half and the power of two beyond: from here on it is infinity. */
    private static final float OVERFLOW = 65520f;

    private HalfFloat() {}

    static float toFloat(short half) {
        float sign = (half & SIGN) == 0 ? 1 : -1;
        int exponent = (half & INFINITY) >> 10;
        int fraction = half & FRACTION;
        if (exponent == 0) {
            return sign * fraction * 0x1p-24f;
        }
        if (exponent == 31) {
            return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
        }
        return sign * Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }

    /** The nearest half; of two that are as near the even one. */
    static short of(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & SIGN;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (INFINITY | 0x200);
        }
        if (size >= OVERFLOW) {
            return (short) (sign | INFINITY);
        }
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(size * 0x1p24f));
        }
        int exponent = Math.getExponent(size);
        // Rounding up to the next power of two carries into the exponent, as it should.
        int fraction = (int) Math.rint((Math.scalb(size, -exponent) - 1) * 0x1p10f);
        return (short) (sign | (((exponent + 15) << 10) + fraction));
    }

    /** The upper half of a float (bfloat16), rounded as above. */
    static short brainOf(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) 0x7FC0;
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    static float brainToFloat(short brain) {
        return Float.intBitsToFloat(brain << 16);
    }
}
