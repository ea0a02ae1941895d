package io.serai.providers.serving.httpjson;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document in which each string that starts with {@code $} is a JSONPath (<a
 * href="https://github.com/json-path/JsonPath">Jayway's</a>): filled, it holds what that selects. What selects nothing is left out. {@code
 * $$} is a dollar sign that is meant. Compiled once; nothing in it is ever executed.
 */
sealed interface Template {

    /** The document for this source; empty where it selects nothing. */
    Optional<Object> fill(Object source);

    /** The paths in it. */
    List<String> paths();

    /**
     * A document, compiled.
     *
     * @param key where it stands in the options, for messages
     * @throws IllegalArgumentException naming the key of a path that is none
     */
    static Template of(@Nullable Object document, String key) {
        if (document instanceof Map<?, ?> map) {
            Map<String, Template> members = new LinkedHashMap<>();
            map.forEach((name, value) -> members.put(String.valueOf(name), of(value, key + "." + name)));
            return new Members(members);
        }
        if (document instanceof List<?> list) {
            List<Template> elements = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                elements.add(of(list.get(i), key + "[" + i + "]"));
            }
            return new Elements(elements);
        }
        if (document instanceof String text && text.startsWith("$")) {
            return text.startsWith("$$") ? new Literal(text.substring(1)) : Selection.of(text, key);
        }
        return new Literal(document);
    }

    /** Stays as it is. */
    record Literal(@Nullable Object value) implements Template {
        @Override
        public Optional<Object> fill(Object source) {
            return Optional.ofNullable(value);
        }

        @Override
        public List<String> paths() {
            return List.of();
        }
    }

    /** Is replaced by what it selects. */
    record Selection(JsonPath path) implements Template {

        static Selection of(String text, String key) {
            try {
                // The library overlooks a bracket at the end.
                if (!text.endsWith("[")) {
                    return new Selection(JsonPath.compile(text));
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "expected option " + key + " to be a JSONPath, found '" + text + "': " + e.getMessage(), e);
            }
            throw new IllegalArgumentException("expected option " + key + " to be a JSONPath, found '" + text + "'");
        }

        @Override
        public Optional<Object> fill(Object source) {
            try {
                return Optional.ofNullable(path.read(source, Configuration.defaultConfiguration()));
            } catch (JsonPathException nothing) {
                // There is no such member; or a function of numbers found texts, for one.
                return Optional.empty();
            }
        }

        /** As the library writes it, every name in brackets and quotes. */
        @Override
        public List<String> paths() {
            return List.of(path.getPath());
        }
    }

    /** An object. */
    record Members(Map<String, Template> members) implements Template {
        @Override
        public Optional<Object> fill(Object source) {
            Map<String, Object> filled = new LinkedHashMap<>();
            members.forEach((name, template) -> template.fill(source).ifPresent(value -> filled.put(name, value)));
            return Optional.of(filled);
        }

        @Override
        public List<String> paths() {
            List<String> paths = new ArrayList<>();
            members.values().forEach(member -> paths.addAll(member.paths()));
            return paths;
        }
    }

    /** An array. */
    record Elements(List<Template> elements) implements Template {
        @Override
        public Optional<Object> fill(Object source) {
            List<Object> filled = new ArrayList<>(elements.size());
            elements.forEach(template -> template.fill(source).ifPresent(filled::add));
            return Optional.of(filled);
        }

        @Override
        public List<String> paths() {
            List<String> paths = new ArrayList<>();
            elements.forEach(element -> paths.addAll(element.paths()));
            return paths;
        }
    }
}
