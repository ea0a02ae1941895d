package io.serai.providers.serving.inference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One element of a tensor, from JSON. What does not fit its datatype is refused, never cut. */
final class Element {

    private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);

    /** An element that is not of its tensor's datatype. */
    static final class MisfitException extends Exception {
        MisfitException() {
            super("not of the datatype", null, false, false);
        }
    }

    private Element() {}

    static boolean bool(@Nullable Object element) throws MisfitException {
        if (element instanceof Boolean bool) {
            return bool;
        }
        // NumPy's users send 0 and 1.
        long number = whole(element, 0, 1);
        return number == 1;
    }

    /** A whole number of the datatype, a UINT64 as its 64 bits. */
    static long whole(@Nullable Object element, Datatype datatype) throws MisfitException {
        return switch (datatype) {
            case INT8 -> whole(element, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> whole(element, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> whole(element, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT8 -> whole(element, 0, 0xFF);
            case UINT16 -> whole(element, 0, 0xFFFF);
            case UINT32 -> whole(element, 0, 0xFFFF_FFFFL);
            case UINT64 -> unsigned(element);
            default -> whole(element, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static long whole(@Nullable Object element, long least, long most) throws MisfitException {
        long number;
        if (element instanceof Integer || element instanceof Long) {
            number = ((Number) element).longValue();
        } else if (element instanceof BigDecimal decimal) {
            number = exact(decimal);
        } else {
            throw new MisfitException();
        }
        if (number < least || number > most) {
            throw new MisfitException();
        }
        return number;
    }

    /** JavaScript writes {@code 1} and {@code 1.0} alike, and some JSON libraries the latter. */
    private static long exact(BigDecimal decimal) throws MisfitException {
        try {
            // A huge exponent would be written out digit by digit.
            if (Math.abs((long) decimal.scale()) > 400) {
                throw new MisfitException();
            }
            return decimal.longValueExact();
        } catch (ArithmeticException notWhole) {
            throw new MisfitException();
        }
    }

    private static long unsigned(@Nullable Object element) throws MisfitException {
        if (element instanceof BigInteger big) {
            if (big.signum() < 0 || big.compareTo(UINT64_END) >= 0) {
                throw new MisfitException();
            }
            return big.longValue();
        }
        return whole(element, 0, Long.MAX_VALUE);
    }

    /** A number; one that JSON has no word for as protobuf's JSON writes it. */
    static double number(@Nullable Object element) throws MisfitException {
        if (element instanceof Number number) {
            return number.doubleValue();
        }
        if (element instanceof String text) {
            switch (text) {
                case "NaN" -> {
                    return Double.NaN;
                }
                case "Infinity" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-Infinity" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> throw new MisfitException();
            }
        }
        throw new MisfitException();
    }

    /** Rounded once, not by way of a double. */
    static float single(@Nullable Object element) throws MisfitException {
        return element instanceof Number number ? number.floatValue() : (float) number(element);
    }

    static byte[] bytes(@Nullable Object element) throws MisfitException {
        if (element instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new MisfitException();
    }

    /** What 64 bits are without a sign. */
    static Object ofUnsigned(long bits) {
        return bits >= 0 ? bits : BigInteger.valueOf(bits).add(UINT64_END);
    }
}
