package io.serai.providers.serving;

import io.serai.api.error.CallerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs as TensorFlow Serving's JSON has them (<a href="https://www.tensorflow.org/tfx/serving/api_rest#predict_api">predict API</a>), and
 * whoever took it over: nested lists, bytes as {@code {"b64": "…"}}.
 */
public final class Rows {

    private Rows() {}

    /** By name, in columns. */
    public static Map<String, Object> columns(Map<String, Object> request) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Tensor input : Tensor.inputs(request)) {
            columns.put(input.name(), value(input));
        }
        return columns;
    }

    /** As rows: bare values of one input, objects of several. */
    public static List<Object> of(Map<String, Object> request) {
        List<Tensor> inputs = Tensor.inputs(request);
        List<Object> first = rows(inputs.get(0));
        if (inputs.size() == 1) {
            return first;
        }
        List<Map<String, Object>> rows = new ArrayList<>(first.size());
        first.forEach(row -> rows.add(new LinkedHashMap<>()));
        for (Tensor input : inputs) {
            List<Object> values = rows(input);
            if (values.size() != rows.size()) {
                throw CallerException.badField(
                        input.path() + ".shape",
                        "Expected '" + input.path() + "' to have as many rows as the first input, " + rows.size()
                                + ", found " + values.size() + ".");
            }
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).put(input.name(), values.get(i));
            }
        }
        return new ArrayList<>(rows);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> rows(Tensor input) {
        Object value = value(input);
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw input.bad("shape", "to have at least one dimension");
    }

    private static Object value(Tensor input) {
        Object nested = input.nested();
        return input.isBase64() ? wrapped(nested) : nested;
    }

    private static Object wrapped(Object value) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>(list.size());
            list.forEach(element -> all.add(wrapped(element)));
            return all;
        }
        return Map.of("b64", value);
    }
}
