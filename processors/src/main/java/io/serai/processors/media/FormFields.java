package io.serai.processors.media;

import io.serai.api.error.CallerException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.media.Blob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form on their way into a request. Forms know texts and files only; OpenAI's SDKs spell a list as {@code name[]}, once
 * for each element, and an object as {@code name[member]}.
 */
final class FormFields {

    private final Map<String, FieldKind> kinds;
    private final Map<String, Object> request = new LinkedHashMap<>();

    FormFields(Map<String, FieldKind> kinds) {
        this.kinds = kinds;
    }

    boolean isEmpty() {
        return request.isEmpty();
    }

    /** The request so far. */
    Map<String, Object> request() {
        return request;
    }

    /** @param value a text or a {@link Blob} */
    void add(String field, Object value) {
        int open = field.indexOf('[');
        boolean bracketed = open > 0 && field.indexOf(']') == field.length() - 1;
        String name = bracketed ? field.substring(0, open) : field;
        String inner = bracketed ? field.substring(open + 1, field.length() - 1) : "";
        FieldKind kind = kinds.get(name);
        if (kind != null && kind.isFile() != value instanceof Blob) {
            throw refusal(name, kind.isFile() ? "must be a file, found a text" : "must be a text, found a file");
        }
        if (bracketed && !inner.isEmpty() && !isIndex(inner)) {
            member(name, inner, value);
        } else if (bracketed || (kind != null && kind.isMany())) {
            element(name, kind, bracketed, value);
        } else if (request.putIfAbsent(name, typed(kind, value)) != null) {
            throw refusal(name, "must be given once");
        }
    }

    /** A single file that is not called a list stays what it is. */
    private void element(String name, @Nullable FieldKind kind, boolean bracketed, Object value) {
        if (bracketed && kind != null && !kind.isMany()) {
            throw refusal(name, "must be given once, not as a list");
        }
        Object earlier = request.get(name);
        if (earlier == null && !bracketed && value instanceof Blob) {
            request.put(name, value);
            return;
        }
        List<Object> elements = new ArrayList<>();
        if (earlier instanceof List<?> list) {
            elements.addAll(list);
        } else if (earlier != null) {
            elements.add(earlier);
        }
        elements.add(value);
        request.put(name, elements);
    }

    private void member(String name, String inner, Object value) {
        Object earlier = request.get(name);
        if (earlier != null && !(earlier instanceof Map)) {
            throw refusal(name, "must be given once");
        }
        Map<Object, Object> object = new LinkedHashMap<>();
        if (earlier instanceof Map<?, ?> members) {
            object.putAll(members);
        }
        object.put(inner, value instanceof String text ? plain(text) : value);
        request.put(name, object);
    }

    private static Object typed(@Nullable FieldKind kind, Object value) {
        if (kind == null || !(value instanceof String text)) {
            return value;
        }
        return switch (kind) {
            case NUMBER -> json(text) instanceof Number number ? number : text;
            case BOOLEAN -> json(text) instanceof Boolean flag ? flag : text;
            case WORD_OR_OBJECT -> json(text) instanceof Map<?, ?> object ? object : text;
            case TEXT, TEXTS, FILE, FILES -> text;
        };
    }

    /** Within an object nobody says what kind a member is of. */
    private static Object plain(String text) {
        Object value = json(text);
        return value instanceof Number || value instanceof Boolean ? value : text;
    }

    private static @Nullable Object json(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Json.standard().read(utf8, 0, utf8.length);
        } catch (JsonException e) {
            return null;
        }
    }

    private static boolean isIndex(String inner) {
        return inner.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static SeraiException refusal(String name, String what) {
        return CallerException.badField(name, "`" + name + "` " + what + ".");
    }
}
