package io.serai.processors.cache.element;

import io.serai.api.call.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that can be answered element by element. */
interface Batch {

    /** The request's elements, where it has any that are understood. */
    static Optional<? extends Batch> of(Operation operation, Map<String, Object> request) {
        return switch (operation) {
            case EMBED -> InputBatch.of(request);
            case RERANK -> DocumentBatch.of(request);
            default -> Optional.empty();
        };
    }

    int size();

    /** An element as plain data, such that equal ones are answered alike. */
    Object element(int position);

    /** A request for some of the elements, in this order. */
    Map<String, Object> asking(List<Integer> positions);

    /** What an answer says of each of so many elements, in the order in which they were asked for; empty where it says anything else. */
    Optional<List<Object>> values(Map<String, Object> answer, int count);

    /** An answer to all elements, as the caller of the request wants it. */
    Map<String, Object> whole(Map<String, Object> answer);

    /**
     * The answer to the request, put together.
     *
     * @param head another answer of the same model, whose further members it is to have
     * @param values of all elements
     */
    Map<String, Object> answer(Map<String, Object> head, List<Object> values);
}
