package io.serai.processors.cache.element;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inputs of a request for embeddings: texts, lists of tokens, or, as Jina has them, objects. */
final class InputBatch implements Batch {

    private static final String INPUT = "input";

    private final Map<String, Object> request;
    private final List<?> inputs;

    private InputBatch(Map<String, Object> request, List<?> inputs) {
        this.request = request;
        this.inputs = inputs;
    }

    static Optional<Batch> of(Map<String, Object> request) {
        Object input = request.get(INPUT);
        if (input != null && isInput(input)) {
            return Optional.of(new InputBatch(request, List.of(input)));
        }
        return input instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(InputBatch::isInput)
                ? Optional.of(new InputBatch(request, list))
                : Optional.empty();
    }

    private static boolean isInput(@Nullable Object input) {
        return input instanceof String
                || input instanceof Map
                || (input instanceof List<?> tokens
                        && !tokens.isEmpty()
                        && tokens.stream().allMatch(Number.class::isInstance));
    }

    @Override
    public int size() {
        return inputs.size();
    }

    @Override
    public Object element(int position) {
        return inputs.get(position);
    }

    @Override
    public Map<String, Object> asking(List<Integer> positions) {
        if (positions.size() == inputs.size()) {
            return request;
        }
        Map<String, Object> part = new LinkedHashMap<>(request);
        List<Object> asked = new ArrayList<>(positions.size());
        positions.forEach(position -> asked.add(inputs.get(position)));
        part.put(INPUT, asked);
        return part;
    }

    @Override
    public Optional<List<Object>> values(Map<String, Object> answer, int count) {
        if (!(answer.get("data") instanceof List<?> data) || data.size() != count) {
            return Optional.empty();
        }
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            if (!(data.get(i) instanceof Map<?, ?> element)) {
                return Optional.empty();
            }
            int index = element.get("index") instanceof Number number ? number.intValue() : i;
            Object vector = vector(element.get("embedding"));
            if (index < 0 || index >= count || values[index] != null || vector == null) {
                return Optional.empty();
            }
            values[index] = vector;
        }
        return Optional.of(Arrays.asList(values));
    }

    /** The numbers as the provider spelt them; a copy, as a list that was read may hold on to the bytes of the whole answer. */
    private static @Nullable Object vector(@Nullable Object embedding) {
        if (embedding instanceof String base64 && !base64.isEmpty()) {
            return base64;
        }
        if (embedding instanceof float[] floats) {
            List<Object> numbers = new ArrayList<>(floats.length);
            for (float number : floats) {
                numbers.add(number);
            }
            return numbers.isEmpty() ? null : Collections.unmodifiableList(numbers);
        }
        return embedding instanceof List<?> numbers
                        && !numbers.isEmpty()
                        && numbers.stream().allMatch(Number.class::isInstance)
                ? Collections.unmodifiableList(new ArrayList<>(numbers))
                : null;
    }

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        return answer;
    }

    @Override
    public Map<String, Object> answer(Map<String, Object> head, List<Object> values) {
        List<Object> data = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Map<String, Object> element = new LinkedHashMap<>();
            element.put("object", "embedding");
            element.put("index", i);
            element.put("embedding", values.get(i));
            data.add(element);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.putAll(head);
        answer.put("data", data);
        return answer;
    }
}
