package io.serai.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain data and writes it back unchanged in value: objects are {@link LinkedHashMap}s, arrays {@link ArrayList}s,
 * whole numbers {@code Integer}, {@code Long} or {@code BigInteger}, others {@code BigDecimal}. Names that occur twice in an object,
 * also when written with escapes, are refused, as are lone surrogates, which UTF-8 can't carry on.
 */
public final class Json {

    private final JsonFactory factory;

    /** A reader with limits of its own. Thread-safe; build one and keep it. */
    public Json(JsonLimits limits) {
        this.factory = new JsonFactoryBuilder()
                .recyclerPool(ParserBuffers.shared())
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .configure(StreamReadFeature.AUTO_CLOSE_SOURCE, false)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxNameLength(limits.nameLength())
                        .maxNumberLength(limits.numberLength())
                        .maxStringLength(limits.stringLength())
                        .build())
                .build();
    }

    private static final Json DEFAULT = new Json(JsonLimits.DEFAULT);

    /** A reader with {@link JsonLimits#DEFAULT}. */
    public static Json standard() {
        return DEFAULT;
    }

    /**
     * The object that these UTF-8 bytes hold, and nothing but it. The bytes are not to be changed any more: large arrays among the object's
     * members remember them, so that {@link #write(Object)} can copy what nobody has changed.
     */
    public Map<String, Object> readObject(byte[] utf8) throws JsonException {
        return object(read(utf8, 0, utf8.length, utf8));
    }

    /** The object that these UTF-8 bytes hold, and nothing but it. */
    public Map<String, Object> readObject(byte[] utf8, int offset, int length) throws JsonException {
        return object(read(utf8, offset, length));
    }

    /** The value that these UTF-8 bytes hold, and nothing but it; JSON null is null. */
    public @Nullable Object read(byte[] utf8, int offset, int length) throws JsonException {
        return read(utf8, offset, length, null);
    }

    private @Nullable Object read(byte[] utf8, int offset, int length, byte @Nullable [] kept) throws JsonException {
        if (looksLikeUtf16Or32(utf8, offset, length)) {
            throw new JsonException("expected UTF-8", "");
        }
        TreeReader.Surrogates surrogates = surrogates(utf8, offset, length);
        try (JsonParser parser = factory.createParser(utf8, offset, length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonException("expected a JSON value, found nothing", "");
            }
            Object value;
            try {
                value = new TreeReader(parser, surrogates, kept).read(first);
                if (parser.nextToken() != null) {
                    throw new JsonException(
                            "expected the end after the JSON value" + TreeReader.at(parser.currentLocation()), "");
                }
            } catch (StreamConstraintsException e) {
                throw new JsonException(
                        firstLine(e) + TreeReader.at(parser.currentLocation()), TreeReader.path(parser));
            } catch (JsonProcessingException e) {
                throw new JsonException("not valid JSON" + TreeReader.at(e.getLocation()), TreeReader.path(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new JsonException("not valid JSON" + TreeReader.at(e.getLocation()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Plain data as UTF-8, compact but for large arrays that are still as {@link #readObject(byte[])} read them: they are copied as they
     * were spelt, white space and all.
     *
     * @throws IllegalArgumentException naming what is no plain data
     */
    public static byte[] write(@Nullable Object value) {
        return JsonWriter.write(value);
    }

    /** Plain data as compact UTF-8, on one line, between a prefix and a suffix, in one array: an SSE frame, for one. */
    public static byte[] write(byte[] prefix, @Nullable Object value, byte[] suffix) {
        return JsonWriter.write(prefix, value, suffix);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) throws JsonException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new JsonException("expected a JSON object, found " + kindOf(value), "");
    }

    /** What a value is in the words of JSON, for messages: {@code a string}, {@code an array} … */
    public static String kindOf(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        if (value instanceof CharSequence) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        return "a number";
    }

    /**
     * Refuses spellings of UTF-8 that Jackson lets through, changed: overlong ones, surrogates, what lies beyond the last character
     * (Unicode 16, table 3-7). Tells whether an escape {@code \}{@code uD8..} to {@code \}{@code uDF..} may bring in a lone surrogate:
     * most bodies have none.
     */
    private static TreeReader.Surrogates surrogates(byte[] utf8, int offset, int length) throws JsonException {
        boolean found = false;
        int last = offset + length - 2;
        for (int i = offset; i < last; i++) {
            byte b = utf8[i];
            if (b < 0) {
                if (isMisspelt(b & 0xFF, utf8[i + 1] & 0xFF)) {
                    throw new JsonException("expected UTF-8", "");
                }
            } else if (b == '\\' && utf8[i + 1] == 'u' && (utf8[i + 2] | 0x20) == 'd') {
                found = true;
            }
        }
        return found ? TreeReader.Surrogates.POSSIBLE : TreeReader.Surrogates.NONE;
    }

    private static boolean isMisspelt(int first, int second) {
        return switch (first) {
            case 0xC0, 0xC1 -> true;
            case 0xE0 -> second < 0xA0;
            case 0xED -> second >= 0xA0;
            case 0xF0 -> second < 0x90;
            case 0xF4 -> second >= 0x90;
            default -> first > 0xF4;
        };
    }

    private static boolean looksLikeUtf16Or32(byte[] utf8, int offset, int length) {
        return length >= 2
                && (utf8[offset] == 0
                        || utf8[offset + 1] == 0
                        || ((utf8[offset] & 0xFE) == 0xFE && (utf8[offset + 1] & 0xFE) == 0xFE));
    }

    /** Jackson's own words on a limit are free of content: they name the limit and the excess. */
    private static String firstLine(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf(" (from ");
        return end < 0 ? message : message.substring(0, end);
    }
}
