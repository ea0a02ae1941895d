package io.serai.providers.serving;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors of JSON that does not say its datatype: whole numbers are {@code INT64}, others {@code FP64}, strings {@code BYTES}. What
 * is no tensor, because its rows differ in length or kind, is kept as text that is JSON.
 */
final class JsonTensor {

    private enum Kind {
        BOOL("BOOL"),
        WHOLE("INT64"),
        DECIMAL("FP64"),
        TEXT("BYTES"),
        BINARY("BYTES");

        private final String datatype;

        Kind(String datatype) {
            this.datatype = datatype;
        }
    }

    private final List<Long> shape = new ArrayList<>();
    private final List<Object> flat = new ArrayList<>();
    private @Nullable Kind kind;
    private boolean regular = true;

    private JsonTensor() {}

    /** A tensor of this name; one element alone has the shape {@code [1]}. */
    static Map<String, Object> of(String name, @Nullable Object json) {
        JsonTensor tensor = new JsonTensor();
        tensor.measure(json);
        tensor.collect(json, 0);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        if (tensor.regular) {
            Kind kind = tensor.kind == null ? Kind.DECIMAL : tensor.kind;
            map.put("datatype", kind.datatype);
            map.put("shape", tensor.shape.isEmpty() ? List.of(1L) : tensor.shape);
            if (kind == Kind.BINARY) {
                map.put("parameters", Map.of(Tensor.CONTENT_TYPE, Tensor.BASE64));
            }
            map.put("data", tensor.flat);
        } else {
            map.put("datatype", "BYTES");
            map.put("shape", List.of(1L));
            map.put("parameters", Map.of(Tensor.CONTENT_TYPE, "application/json"));
            map.put("data", List.of(new String(Json.write(json), StandardCharsets.UTF_8)));
        }
        return map;
    }

    /** Whether this is a tensor whose first dimension has so many elements. */
    static boolean isRegular(@Nullable Object json) {
        JsonTensor tensor = new JsonTensor();
        tensor.measure(json);
        tensor.collect(json, 0);
        return tensor.regular;
    }

    private void measure(@Nullable Object json) {
        Object first = json;
        while (first instanceof List<?> list) {
            shape.add((long) list.size());
            first = list.isEmpty() ? null : list.get(0);
        }
    }

    private void collect(@Nullable Object json, int depth) {
        if (!regular) {
            return;
        }
        if (json instanceof List<?> list) {
            regular = depth < shape.size() && list.size() == shape.get(depth);
            for (int i = 0; i < list.size() && regular; i++) {
                collect(list.get(i), depth + 1);
            }
        } else {
            regular = depth == shape.size() && accept(json);
        }
    }

    private boolean accept(@Nullable Object leaf) {
        Kind found = kindOf(leaf);
        if (found == null) {
            return false;
        }
        flat.add(found == Kind.BINARY && leaf instanceof Map<?, ?> map ? map.get("b64") : leaf);
        if (kind == null || kind == found) {
            kind = found;
            return true;
        }
        boolean numbers = isNumber(kind) && isNumber(found);
        kind = Kind.DECIMAL;
        return numbers;
    }

    private static boolean isNumber(Kind kind) {
        return kind == Kind.WHOLE || kind == Kind.DECIMAL;
    }

    /** TensorFlow Serving writes bytes as {@code {"b64": "…"}}. */
    private static @Nullable Kind kindOf(@Nullable Object leaf) {
        if (leaf instanceof Boolean) {
            return Kind.BOOL;
        }
        if (leaf instanceof Integer || leaf instanceof Long) {
            return Kind.WHOLE;
        }
        if (leaf instanceof Number) {
            return Kind.DECIMAL;
        }
        if (leaf instanceof String) {
            return Kind.TEXT;
        }
        return leaf instanceof Map<?, ?> map && map.size() == 1 && map.get("b64") instanceof String
                ? Kind.BINARY
                : null;
    }
}
