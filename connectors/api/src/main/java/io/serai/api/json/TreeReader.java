package io.serai.api.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds plain data from the tokens of one document. */
final class TreeReader {

    /** How many bytes a top-level array must have to be worth remembering. */
    private static final int LARGE = 2 * 1024;

    /** What is known of escapes in a document's texts. */
    enum Surrogates {
        POSSIBLE,
        NONE
    }

    private final JsonParser parser;
    private final Surrogates surrogates;
    private final byte @Nullable [] document;
    /** Of the array that is being read, where it may be kept with its source. */
    private @Nullable JsonNodes nodes;

    private int depth;

    /** @param document all that is read, where its large arrays are to remember it; not to be changed any more */
    TreeReader(JsonParser parser, Surrogates surrogates, byte @Nullable [] document) {
        this.parser = parser;
        this.surrogates = surrogates;
        this.document = document != null && document.length >= LARGE ? document : null;
    }

    /** The value that starts with this token, the document's first. */
    @Nullable
    Object read(JsonToken first) throws IOException, JsonException {
        return value(first);
    }

    private @Nullable Object value(JsonToken token) throws IOException, JsonException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> leaf(checked(parser.getText()));
            case VALUE_NUMBER_INT -> leaf(parser.getNumberValue());
            case VALUE_NUMBER_FLOAT -> leaf(parser.getDecimalValue());
            case VALUE_TRUE -> leaf(true);
            case VALUE_FALSE -> leaf(false);
            case VALUE_NULL -> leaf(null);
            default -> throw new JsonException("not valid JSON" + at(parser.currentLocation()), path(parser));
        };
    }

    private Map<String, Object> object() throws IOException, JsonException {
        int place = begin();
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            leaf(checked(name));
            int before = members.size();
            members.put(name, value(parser.nextToken()));
            if (members.size() == before) {
                throw new JsonException("the name occurs twice in one object", path(parser));
            }
        }
        depth--;
        if (nodes != null) {
            nodes.fill(place, new JsonNodes.Members(members.size()));
        }
        return members;
    }

    private List<Object> array() throws IOException, JsonException {
        boolean top = depth == 1;
        return top && document != null ? largeArray(document) : elements(new ArrayList<>());
    }

    private <L extends List<Object>> L elements(L elements) throws IOException, JsonException {
        int place = begin();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(token));
        }
        depth--;
        if (nodes != null) {
            nodes.fill(place, new JsonNodes.Elements(elements.size()));
        }
        return elements;
    }

    /** Of a size that shows at its end. */
    private List<Object> largeArray(byte[] bytes) throws IOException, JsonException {
        int from = offset() - 1;
        JsonNodes recorded = new JsonNodes();
        nodes = recorded;
        SourcedList elements = elements(new SourcedList());
        nodes = null;
        int to = offset();
        @Nullable Object[] all = recorded.all();
        // Jackson counts its offsets for messages only: where they should ever be wrong, nothing is kept.
        if (all != null && to - from >= LARGE && from >= 0 && bytes[from] == '[' && bytes[to - 1] == ']') {
            elements.keep(new JsonSource(bytes, from, to, all));
        }
        return elements;
    }

    private int offset() {
        return (int) parser.currentLocation().getByteOffset();
    }

    private int begin() {
        depth++;
        return nodes == null ? 0 : nodes.reserve();
    }

    private @Nullable Object leaf(@Nullable Object nameOrLeaf) {
        if (nodes != null) {
            nodes.add(nameOrLeaf);
        }
        return nameOrLeaf;
    }

    private String checked(String text) throws JsonException {
        if (surrogates == Surrogates.POSSIBLE && hasLoneSurrogate(text)) {
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

    /** Where the parser is, in the manner of {@code messages[0].content}. */
    static String path(JsonParser parser) {
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

    /** A place in the words of a message, with a space before them. */
    static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
