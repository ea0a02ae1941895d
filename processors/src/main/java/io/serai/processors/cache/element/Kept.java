package io.serai.processors.cache.element;

import io.serai.api.chat.Usage;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.CachedAnswer.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to one element.
 *
 * @param value the vector, as numbers or in base64, or the score
 * @param usage what it cost, about, as a usage; empty where nobody counts
 * @param model as the provider named it; empty where it did not
 * @param source who gave it; empty where that can't be told
 * @param storedAt in milliseconds since the epoch
 */
record Kept(Object value, Map<String, Object> usage, String model, Optional<Source> source, long storedAt) {

    private static final String VALUE = "value";
    private static final String USAGE = "usage";
    private static final String MODEL = "model";

    /** Empty where it is none. */
    static Optional<Kept> of(CachedAnswer answer) {
        Map<String, Object> told = answer.answer();
        Object value = told.get(VALUE);
        if (value == null) {
            return Optional.empty();
        }
        String model = told.get(MODEL) instanceof String name ? name : "";
        Map<String, Object> usage = Usage.in(told).map(Usage::map).orElse(Map.of());
        return Optional.of(new Kept(value, usage, model, Optional.of(answer.source()), answer.storedAt()));
    }

    /** As it is kept: plain data. */
    Map<String, Object> part() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(VALUE, value);
        told.put(USAGE, usage);
        told.put(MODEL, model);
        return told;
    }
}
