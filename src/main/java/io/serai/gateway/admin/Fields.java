package io.serai.gateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request, which has been held against its schema: a field that is there has its type. */
record Fields(Map<String, @Nullable Object> json) {

    boolean has(String name) {
        return json.containsKey(name);
    }

    /** @throws IllegalStateException where the schema does not require it */
    String text(String name) {
        return maybeText(name).orElseThrow(() -> new IllegalStateException("the schema lets " + name + " be absent"));
    }

    /** Empty where it is absent or null. */
    Optional<String> maybeText(String name) {
        return Optional.ofNullable((String) json.get(name));
    }

    String text(String name, String otherwise) {
        return maybeText(name).orElse(otherwise);
    }

    Optional<Long> number(String name) {
        return Optional.ofNullable((Number) json.get(name)).map(Number::longValue);
    }

    Optional<Boolean> flag(String name) {
        return Optional.ofNullable((Boolean) json.get(name));
    }

    /** Empty where it is absent. */
    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        Object list = json.get(name);
        return list == null ? List.of() : List.copyOf((List<String>) list);
    }

    @SuppressWarnings("unchecked")
    Fields object(String name) {
        Object object = json.get(name);
        return new Fields(object == null ? Map.of() : (Map<String, @Nullable Object>) object);
    }

    @SuppressWarnings("unchecked")
    List<Fields> objects(String name) {
        Object list = json.get(name);
        return list == null
                ? List.of()
                : ((List<Map<String, @Nullable Object>>) list)
                        .stream().map(Fields::new).toList();
    }
}
