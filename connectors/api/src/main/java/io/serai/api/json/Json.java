package io.serai.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
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

    private static final JsonWriter WRITER = new JsonWriter();

    private final JsonFactory factory;

    /** A reader with limits of its own. Thread-safe; build one and keep it. */
    public Json(JsonLimits limits) {
        this.factory = new JsonFactoryBuilder()
                // Jackson's default pool is a thread local, which a virtual thread fills anew for each request.
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
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

    /** The object that these UTF-8 bytes hold, and nothing but it. */
    public Map<String, Object> readObject(byte[] utf8) throws JsonException {
        return readObject(utf8, 0, utf8.length);
    }

    /** The object that these UTF-8 bytes hold, and nothing but it. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> readObject(byte[] utf8, int offset, int length) throws JsonException {
        Object value = read(utf8, offset, length);
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new JsonException("expected a JSON object, found " + kindOf(value), "");
    }

    /** The value that these UTF-8 bytes hold, and nothing but it; JSON null is null. */
    public @Nullable Object read(byte[] utf8, int offset, int length) throws JsonException {
        if (looksLikeUtf16Or32(utf8, offset, length)) {
            throw new JsonException("expected UTF-8", "");
        }
        boolean surrogates = mayHoldSurrogates(utf8, offset, length);
        try (JsonParser parser = factory.createParser(utf8, offset, length)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonException("expected a JSON value, found nothing", "");
            }
            Object value;
            try {
                value = value(parser, first, surrogates);
                if (parser.nextToken() != null) {
                    throw new JsonException("expected the end after the JSON value" + at(parser), "");
                }
            } catch (StreamConstraintsException e) {
                throw new JsonException(firstLine(e) + at(parser), path(parser));
            } catch (JsonProcessingException e) {
                throw new JsonException("not valid JSON" + at(e.getLocation()), path(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new JsonException("not valid JSON" + at(e.getLocation()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain data as compact UTF-8. */
    public static byte[] write(@Nullable Object value) {
        return WRITER.write(value);
    }

    /** Plain data as compact UTF-8 between a prefix and a suffix, in one array: an SSE frame, for one. */
    public static byte[] write(byte[] prefix, @Nullable Object value, byte[] suffix) {
        return WRITER.write(prefix, value, suffix);
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

    private static @Nullable Object value(JsonParser parser, JsonToken token, boolean surrogates)
            throws IOException, JsonException {
        return switch (token) {
            case START_OBJECT -> object(parser, surrogates);
            case START_ARRAY -> array(parser, surrogates);
            case VALUE_STRING -> string(parser, parser.getText(), surrogates);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonException("not valid JSON" + at(parser), path(parser));
        };
    }

    private static Map<String, Object> object(JsonParser parser, boolean surrogates) throws IOException, JsonException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            string(parser, name, surrogates);
            int before = members.size();
            members.put(name, value(parser, parser.nextToken(), surrogates));
            if (members.size() == before) {
                throw new JsonException("the name occurs twice in one object", path(parser));
            }
        }
        return members;
    }

    private static List<Object> array(JsonParser parser, boolean surrogates) throws IOException, JsonException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token, surrogates));
        }
        return elements;
    }

    private static String string(JsonParser parser, String text, boolean surrogates) throws JsonException {
        if (surrogates && hasLoneSurrogate(text)) {
            throw new JsonException("the string holds a lone surrogate", path(parser));
        }
        return text;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /**
     * Refuses spellings of UTF-8 that Jackson lets through, changed: overlong ones, surrogates, what lies beyond the last character
     * (Unicode 16, table 3-7). Answers whether an escape {@code \}{@code uD8..} to {@code \}{@code uDF..} may bring in a lone surrogate:
     * most bodies have none.
     */
    private static boolean mayHoldSurrogates(byte[] utf8, int offset, int length) throws JsonException {
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
        return found;
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

    private static String path(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        append(parser.getParsingContext(), path);
        return path.toString();
    }

    private static void append(@Nullable JsonStreamContext context, StringBuilder path) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(context.getParent(), path);
        if (context.inArray()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.getCurrentName() != null) {
            if (path.length() > 0) {
                path.append('.');
            }
            String name = context.getCurrentName();
            path.append(name.length() <= 64 ? name : name.substring(0, 64) + "…");
        }
    }

    private static String at(JsonParser parser) {
        return at(parser.currentLocation());
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    /** Jackson's own words on a limit are free of content: they name the limit and the excess. */
    private static String firstLine(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        int end = message.indexOf(" (from ");
        return end < 0 ? message : message.substring(0, end);
    }
}
