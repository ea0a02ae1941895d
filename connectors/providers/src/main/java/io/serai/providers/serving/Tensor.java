package io.serai.providers.serving;

import io.serai.api.error.CallerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A view of a tensor of the Open Inference Protocol (<a
 * href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">specification</a>), flat or
 * nested.
 *
 * @param map the tensor itself
 * @param path of it in its request, for messages, such as {@code inputs[0]}
 */
public record Tensor(Map<String, Object> map, String path) {

    /** Says of strings that they are bytes in base64; MLServer's word. */
    public static final String CONTENT_TYPE = "content_type";

    public static final String BASE64 = "base64";

    /** The inputs of a prediction. Breaks with {@code caller_bad_request} where there are none, or one is no tensor. */
    public static List<Tensor> inputs(Map<String, Object> request) {
        if (!(request.get("inputs") instanceof List<?> list) || list.isEmpty()) {
            throw CallerException.badField("inputs", "Expected 'inputs' to be a list of tensors.");
        }
        List<Tensor> tensors = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            tensors.add(of(list.get(i), "inputs[" + i + "]"));
        }
        return tensors;
    }

    /** The outputs that are wished for; empty where all are. */
    public static List<Tensor> wished(Map<String, Object> request) {
        List<Tensor> tensors = new ArrayList<>();
        if (request.get("outputs") instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                tensors.add(of(list.get(i), "outputs[" + i + "]"));
            }
        }
        return tensors;
    }

    @SuppressWarnings("unchecked")
    private static Tensor of(@Nullable Object element, String path) {
        if (element instanceof Map<?, ?> map && map.get("name") instanceof String) {
            return new Tensor((Map<String, Object>) map, path);
        }
        throw CallerException.badField(path, "Expected '" + path + "' to be an object with a name.");
    }

    public String name() {
        return String.valueOf(map.get("name"));
    }

    /** Such as {@code FP32}; empty where it is not said. */
    public String datatype() {
        return map.get("datatype") instanceof String text ? text : "";
    }

    /** Its dimensions; null where they are not said. */
    public long @Nullable [] shape() {
        if (!(map.get("shape") instanceof List<?> list)) {
            return null;
        }
        long[] shape = new long[list.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!(list.get(i) instanceof Number number) || number.longValue() < 0) {
                throw bad("shape", "to be a list of whole numbers");
            }
            shape[i] = number.longValue();
        }
        return shape;
    }

    /** Its elements, flat or nested. */
    public Object data() {
        Object data = map.get("data");
        if (data == null) {
            throw bad("data", "to be there");
        }
        return data;
    }

    /** Its parameters; empty where it has none. */
    public Map<String, Object> parameters() {
        if (!(map.get("parameters") instanceof Map<?, ?> parameters)) {
            return Map.of();
        }
        Map<String, Object> named = new LinkedHashMap<>();
        parameters.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    /** Whether its strings are bytes in base64. */
    public boolean isBase64() {
        return BASE64.equals(parameters().get(CONTENT_TYPE));
    }

    /** Its elements in row-major order. */
    public List<?> flat() {
        Object data = data();
        if (data instanceof List<?> list && (list.isEmpty() || !(list.get(0) instanceof List))) {
            return list;
        }
        List<Object> flat = new ArrayList<>();
        flatten(data, flat);
        return flat;
    }

    private static void flatten(@Nullable Object data, List<Object> into) {
        if (data instanceof List<?> list) {
            list.forEach(element -> flatten(element, into));
        } else if (data != null) {
            into.add(data);
        }
    }

    /** Its elements as lists within lists, as the shape says; a bare element where that has no dimension. */
    public Object nested() {
        Object data = data();
        long[] shape = shape();
        if (shape == null || (shape.length > 1 && data instanceof List<?> list && isNested(list))) {
            return data;
        }
        List<?> flat = flat();
        if (product(shape) != flat.size()) {
            throw bad("data", "to hold as many elements as its shape says, found " + flat.size());
        }
        return shape.length == 0 ? flat.get(0) : nested(flat, shape, 0, 0, flat.size());
    }

    private static boolean isNested(List<?> list) {
        return !list.isEmpty() && list.get(0) instanceof List;
    }

    private static List<?> nested(List<?> flat, long[] shape, int dimension, int from, int to) {
        if (dimension == shape.length - 1) {
            return from == 0 && to == flat.size() ? flat : flat.subList(from, to);
        }
        int size = (int) shape[dimension];
        List<Object> rows = new ArrayList<>(size);
        int length = size == 0 ? 0 : (to - from) / size;
        for (int i = 0; i < size; i++) {
            rows.add(nested(flat, shape, dimension + 1, from + i * length, from + (i + 1) * length));
        }
        return rows;
    }

    private static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            // Beyond what a list holds it is wrong anyway, and must not overflow into being right.
            product = Math.min(product * Math.min(size, Integer.MAX_VALUE), Integer.MAX_VALUE);
        }
        return product;
    }

    /** A request whose tensor has something wrong with it. */
    public RuntimeException bad(String member, String expected) {
        String field = path + "." + member;
        return CallerException.badField(field, "Expected '" + field + "' " + expected + ".");
    }
}
