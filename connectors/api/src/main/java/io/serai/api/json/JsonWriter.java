package io.serai.api.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain data to UTF-8, without reflection: what is not plain data is a defect of the route that made it. Jackson's generator would cost
 * twice as much for an answer of a few hundred bytes, for the buffers that it takes from a pool and gives back.
 */
final class JsonWriter {

    /** Far deeper than anything that is read, and shallow enough to find a map that holds itself before the stack ends. */
    private static final int DEEPEST = 256;

    /** What is done with an array that is still as it was read. */
    enum Unchanged {
        COPIED,
        /** Its source may have line ends between its tokens, which would end a line of an event or the event itself. */
        REWRITTEN
    }

    private final Utf8Output out = new Utf8Output();
    private final Unchanged unchanged;
    private int depth;

    private JsonWriter(Unchanged unchanged) {
        this.unchanged = unchanged;
    }

    static byte[] write(@Nullable Object value) {
        JsonWriter writer = new JsonWriter(Unchanged.COPIED);
        writer.value(value);
        return writer.out.toByteArray();
    }

    static byte[] write(byte[] prefix, @Nullable Object value, byte[] suffix) {
        boolean framed = prefix.length > 0 || suffix.length > 0;
        JsonWriter writer = new JsonWriter(framed ? Unchanged.REWRITTEN : Unchanged.COPIED);
        writer.out.raw(prefix, 0, prefix.length);
        writer.value(value);
        writer.out.raw(suffix, 0, suffix.length);
        return writer.out.toByteArray();
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Map<?, ?> members) {
            object(members);
        } else if (value instanceof SourcedList list && unchanged == Unchanged.COPIED) {
            sourced(list);
        } else if (value instanceof Iterable<?> elements) {
            array(elements);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Boolean bool) {
            out.raw(bool ? "true" : "false");
        } else if (value == null) {
            out.raw("null");
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
            out.string(value.toString());
        } else if (value instanceof float[] floats) {
            array(floats);
        } else if (value instanceof Object[] elements) {
            array(Arrays.asList(elements));
        } else {
            throw new IllegalArgumentException(
                    "expected plain JSON data, found " + value.getClass().getName());
        }
    }

    private void object(Map<?, ?> members) {
        enter();
        out.raw('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.string(String.valueOf(member.getKey()));
            out.raw(':');
            value(member.getValue());
        }
        out.raw('}');
        depth--;
    }

    private void array(Iterable<?> elements) {
        enter();
        out.raw('[');
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            value(element);
        }
        out.raw(']');
        depth--;
    }

    private void array(float[] floats) {
        out.raw('[');
        for (int i = 0; i < floats.length; i++) {
            if (i > 0) {
                out.raw(',');
            }
            number(floats[i]);
        }
        out.raw(']');
    }

    private void sourced(SourcedList list) {
        JsonSource source = list.unchangedSource();
        if (source == null) {
            array(list);
        } else {
            source.copyTo(out);
        }
    }

    private void number(Number number) {
        if (number instanceof Float || number instanceof Double) {
            // JSON has no word for what is not a number, or not finite.
            boolean finite = Double.isFinite(number.doubleValue());
            if (finite) {
                out.raw(number.toString());
            } else {
                out.string(number.toString());
            }
        } else if (number instanceof Integer
                || number instanceof Long
                || number instanceof BigDecimal
                || number instanceof BigInteger) {
            out.raw(number.toString());
        } else {
            out.raw(Long.toString(number.longValue()));
        }
    }

    private void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "expected JSON data nested " + DEEPEST + " deep at most: does a map hold itself?");
        }
    }
}
