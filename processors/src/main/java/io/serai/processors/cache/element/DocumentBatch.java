package io.serai.processors.cache.element;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The documents of a request for a ranking, each ranked by itself: all scores are asked for, however few results the caller wants. */
final class DocumentBatch implements Batch {

    private static final String DOCUMENTS = "documents";
    private static final String DOCUMENT = "document";
    private static final String QUERY = "query";
    private static final String TOP_N = "top_n";
    private static final String RETURNED = "return_documents";
    private static final String RESULTS = "results";
    private static final String SCORE = "relevance_score";
    private static final String TEXT = "text";

    private final Map<String, Object> request;
    private final List<?> documents;

    private DocumentBatch(Map<String, Object> request, List<?> documents) {
        this.request = request;
        this.documents = documents;
    }

    static Optional<Batch> of(Map<String, Object> request) {
        Object query = request.get(QUERY);
        boolean asks = query instanceof String || query instanceof Map;
        return asks
                        && request.get(DOCUMENTS) instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(it -> it instanceof String || it instanceof Map)
                ? Optional.of(new DocumentBatch(request, list))
                : Optional.empty();
    }

    @Override
    public int size() {
        return documents.size();
    }

    /** A text and an object that holds nothing but that text are ranked alike. */
    @Override
    public Object element(int position) {
        Object document = documents.get(position);
        return document instanceof Map<?, ?> members && members.size() == 1 && members.get(TEXT) instanceof String text
                ? text
                : document;
    }

    @Override
    public Map<String, Object> asking(List<Integer> positions) {
        Map<String, Object> part = new LinkedHashMap<>(request);
        List<Object> asked = new ArrayList<>(positions.size());
        positions.forEach(position -> asked.add(documents.get(position)));
        part.put(DOCUMENTS, asked);
        part.remove(TOP_N);
        if (part.containsKey(RETURNED)) {
            part.put(RETURNED, false);
        }
        return part;
    }

    @Override
    public Optional<List<Object>> values(Map<String, Object> answer, int count) {
        if (!(answer.get(RESULTS) instanceof List<?> results) || results.size() != count) {
            return Optional.empty();
        }
        Object[] scores = new Object[count];
        for (Object result : results) {
            if (!(result instanceof Map<?, ?> members)
                    || !(members.get("index") instanceof Number index)
                    || !(members.get(SCORE) instanceof Number score)
                    || !Double.isFinite(score.doubleValue())
                    || index.intValue() < 0
                    || index.intValue() >= count
                    || scores[index.intValue()] != null) {
                return Optional.empty();
            }
            scores[index.intValue()] = score;
        }
        return Optional.of(Arrays.asList(scores));
    }

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        Optional<List<Object>> scores = values(answer, size());
        if (scores.isPresent()) {
            return answer(answer, scores.get());
        }
        Map<String, Object> cut = new LinkedHashMap<>(answer);
        if (answer.get(RESULTS) instanceof List<?> results) {
            cut.put(RESULTS, results.subList(0, Math.min(results.size(), wanted())));
        }
        return cut;
    }

    @Override
    public Map<String, Object> answer(Map<String, Object> head, List<Object> values) {
        List<Map<String, Object>> results = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> decimal(values.get(index)))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(wanted())
                .map(index -> result(index, values.get(index)))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>(head);
        answer.put(RESULTS, new ArrayList<>(results));
        return answer;
    }

    private Map<String, Object> result(int index, Object score) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("index", index);
        result.put(SCORE, score);
        if (!Boolean.FALSE.equals(request.get(RETURNED))) {
            Object document = documents.get(index);
            result.put(DOCUMENT, document instanceof String text ? Map.of(TEXT, text) : document);
        }
        return result;
    }

    private int wanted() {
        return request.get(TOP_N) instanceof Number count ? Math.max(0, count.intValue()) : Integer.MAX_VALUE;
    }

    private static BigDecimal decimal(Object score) {
        return score instanceof BigDecimal known ? known : new BigDecimal(score.toString());
    }
}
