package io.serai.processors.cache;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over plain JSON data, which is fed to it without being written first. Equal for equal data only: each value begins with what it
 * is and how long, so no two trees are the same bytes. The order of an object's members counts for nothing, nor how a number is spelt: 1,
 * 1.0 and 1e0 are one. Used by one thread, and closed by {@link #hex}.
 */
public final class RequestDigest {

    /** Far deeper than any request that is read, and shallow enough to find a map that holds itself before the stack ends. */
    private static final int DEEPEST = 256;

    private static final int BUFFER = 4 * 1024;
    /** Longer texts are encoded by the JDK, which does it faster than a loop, at the price of an array. */
    private static final int SHORT = 96;

    private static final int HASH = 32;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Those that nobody uses, for whoever comes to their place first: thread locals would be made anew by each virtual thread. */
    private static final AtomicReferenceArray<RequestDigest> IDLE = new AtomicReferenceArray<>(
            2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));

    private final MessageDigest sha;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] hash = new byte[HASH];
    private int size;
    private int depth;

    private RequestDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** One that nothing has been fed to yet. */
    public static RequestDigest begin() {
        RequestDigest idle = IDLE.getAndSet(place(), null);
        return idle == null ? new RequestDigest() : idle.reset();
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (IDLE.length() - 1);
    }

    private RequestDigest reset() {
        // One that was given up half-way holds what was fed to it.
        sha.reset();
        size = 0;
        depth = 0;
        return this;
    }

    /**
     * Feeds a value.
     *
     * @throws IllegalArgumentException naming what is no plain data
     */
    public RequestDigest add(@Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Map<?, ?> members) {
            object(members, Set.of());
        } else if (value instanceof Collection<?> elements) {
            array(elements);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value == null) {
            tag('n');
        } else if (value instanceof Boolean bool) {
            tag(bool ? 't' : 'f');
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
            text(value.toString());
        } else if (value instanceof float[] floats) {
            array(floats);
        } else if (value instanceof Object[] elements) {
            array(Arrays.asList(elements));
        } else {
            throw new IllegalArgumentException(
                    "expected plain JSON data, found " + value.getClass().getName());
        }
        return this;
    }

    /** Feeds an object as if it had none of these members. */
    public RequestDigest add(Map<?, ?> members, Set<String> without) {
        object(members, without);
        return this;
    }

    /** What was fed, as 64 lower-case hex digits. Nothing can be fed afterwards. */
    public String hex() {
        flush();
        try {
            sha.digest(hash, 0, HASH);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        String digits = HexFormat.of().formatHex(hash);
        IDLE.setRelease(place(), this);
        return digits;
    }

    private void object(Map<?, ?> members, Set<String> without) {
        enter();
        String[] names = new String[members.size()];
        int count = 0;
        for (Object name : members.keySet()) {
            if (!(name instanceof String known)) {
                depth--;
                object(named(members), without);
                return;
            }
            if (without.isEmpty() || !without.contains(known)) {
                names[count++] = known;
            }
        }
        sort(names, count);
        tag('o');
        length(count);
        for (int i = 0; i < count; i++) {
            text(names[i]);
            add(members.get(names[i]));
        }
        depth--;
    }

    /** A route may have made a map with numbers for names; as JSON they are texts. */
    private static Map<String, Object> named(Map<?, ?> members) {
        Map<String, Object> named = new LinkedHashMap<>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    /** Objects of requests have few members, often in order: that is faster than what the JDK does for any number. */
    private static void sort(String[] names, int count) {
        if (count > 32) {
            Arrays.sort(names, 0, count);
            return;
        }
        for (int i = 1; i < count; i++) {
            String name = names[i];
            int at = i;
            while (at > 0 && names[at - 1].compareTo(name) > 0) {
                names[at] = names[at - 1];
                at--;
            }
            names[at] = name;
        }
    }

    private void array(Collection<?> elements) {
        enter();
        tag('a');
        length(elements.size());
        for (Object element : elements) {
            add(element);
        }
        depth--;
    }

    private void array(float[] floats) {
        tag('a');
        length(floats.length);
        for (float element : floats) {
            number(element);
        }
    }

    private void number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            whole(number.longValue());
        } else if (number instanceof BigInteger big) {
            if (big.compareTo(LEAST) >= 0 && big.compareTo(MOST) <= 0) {
                whole(big.longValue());
            } else {
                decimal(new BigDecimal(big));
            }
        } else if (number instanceof BigDecimal decimal) {
            decimal(decimal);
        } else if (Double.isFinite(number.doubleValue())) {
            decimal(new BigDecimal(number.toString()));
        } else {
            // JSON has no word for it; it is written as a text.
            text(number.toString());
        }
    }

    private void decimal(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        // A whole number of at most 18 digits fits; of a greater one only its digits are looked at, never its zeros.
        if (bare.scale() <= 0 && (long) bare.precision() - bare.scale() <= 18) {
            whole(bare.longValue());
            return;
        }
        if (bare.scale() <= 0 && (long) bare.precision() - bare.scale() == 19) {
            BigInteger big = bare.toBigInteger();
            if (big.compareTo(LEAST) >= 0 && big.compareTo(MOST) <= 0) {
                whole(big.longValue());
                return;
            }
        }
        tag('d');
        length(bare.scale());
        text(bare.unscaledValue().toString());
    }

    private void whole(long number) {
        tag('i');
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (number >>> shift);
        }
    }

    private void text(String text) {
        int length = text.length();
        tag('s');
        length(length);
        if (length > SHORT) {
            flush();
            // A lone surrogate, which no request can be sent with, is a question mark to it.
            sha.update(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        reserve(3 * SHORT);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                rest(text, i);
                return;
            }
            buffer[size++] = (byte) c;
        }
    }

    private void rest(String text, int from) {
        byte[] encoded = text.substring(from).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, buffer, size, encoded.length);
        size += encoded.length;
    }

    private void tag(char tag) {
        reserve(1);
        buffer[size++] = (byte) tag;
    }

    private void length(int length) {
        reserve(Integer.BYTES);
        buffer[size++] = (byte) (length >>> 24);
        buffer[size++] = (byte) (length >>> 16);
        buffer[size++] = (byte) (length >>> 8);
        buffer[size++] = (byte) length;
    }

    private void reserve(int more) {
        if (more > BUFFER - size) {
            flush();
        }
    }

    private void flush() {
        sha.update(buffer, 0, size);
        size = 0;
    }

    private void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "expected JSON data nested " + DEEPEST + " deep at most: does a map hold itself?");
        }
    }
}
