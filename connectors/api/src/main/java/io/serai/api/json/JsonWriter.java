package io.serai.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain data to compact UTF-8, without reflection: what is not plain data is a defect of the route that made it. */
final class JsonWriter {

    private static final byte[] NOTHING = {};

    private final JsonFactory factory = new JsonFactoryBuilder()
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            // Else each half of a character beyond the BMP is escaped: equal in value, three times as long.
            .configure(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8, true)
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(256).build())
            .build();

    byte[] write(@Nullable Object value) {
        return write(NOTHING, value, NOTHING);
    }

    byte[] write(byte[] prefix, @Nullable Object value, byte[] suffix) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
            bytes.write(prefix);
            try (JsonGenerator generator = factory.createGenerator(bytes)) {
                value(generator, value);
            }
            bytes.write(suffix);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void value(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.writeFieldName(String.valueOf(member.getKey()));
                value(out, member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> elements) {
            out.writeStartArray();
            for (Object element : elements) {
                value(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            number(out, number);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value == null) {
            out.writeNull();
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
            out.writeString(value.toString());
        } else if (value instanceof float[] floats) {
            out.writeStartArray();
            for (float f : floats) {
                out.writeNumber(f);
            }
            out.writeEndArray();
        } else if (value instanceof Object[] elements) {
            out.writeStartArray();
            for (Object element : elements) {
                value(out, element);
            }
            out.writeEndArray();
        } else {
            throw new IllegalArgumentException(
                    "expected plain JSON data, found " + value.getClass().getName());
        }
    }

    private static void number(JsonGenerator out, Number number) throws IOException {
        if (number instanceof Integer i) {
            out.writeNumber(i);
        } else if (number instanceof Long l) {
            out.writeNumber(l);
        } else if (number instanceof BigDecimal d) {
            out.writeNumber(d);
        } else if (number instanceof BigInteger i) {
            out.writeNumber(i);
        } else if (number instanceof Float f) {
            out.writeNumber(f);
        } else if (number instanceof Double d) {
            out.writeNumber(d);
        } else {
            out.writeNumber(number.longValue());
        }
    }
}
