package io.serai.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a load came to.
 *
 * @param completed answers that were whole and right, in all
 * @param firstError what went wrong first; empty when nothing did
 * @param milliPerSecond answers per 1,000 s after the settling time
 * @param elapsedNanos from the first request to the last answer
 * @param marks chunks of content received
 * @param peakOpen answers that were open at once, at most
 * @param latency from the request to the last byte of its answer
 * @param firstMark from the request to the first content of its answer
 * @param gap between one content and the next within an answer
 */
record LoadResult(
        long completed,
        long errors,
        String firstError,
        long milliPerSecond,
        long elapsedNanos,
        long marks,
        long peakOpen,
        Percentiles latency,
        Percentiles firstMark,
        Percentiles gap) {

    boolean failed() {
        return errors > 0 || completed == 0;
    }

    double perSecond() {
        return milliPerSecond / 1000.0;
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("completed", completed);
        map.put("errors", errors);
        map.put("firstError", firstError);
        map.put("milliPerSecond", milliPerSecond);
        map.put("elapsedNanos", elapsedNanos);
        map.put("marks", marks);
        map.put("peakOpen", peakOpen);
        map.put("latency", latency.toMap());
        map.put("firstMark", firstMark.toMap());
        map.put("gap", gap.toMap());
        return map;
    }

    static LoadResult of(Map<?, ?> map) {
        return new LoadResult(
                Wire.whole(map, "completed"),
                Wire.whole(map, "errors"),
                Wire.text(map, "firstError"),
                Wire.whole(map, "milliPerSecond"),
                Wire.whole(map, "elapsedNanos"),
                Wire.whole(map, "marks"),
                Wire.whole(map, "peakOpen"),
                Percentiles.of(Wire.object(map, "latency")),
                Percentiles.of(Wire.object(map, "firstMark")),
                Percentiles.of(Wire.object(map, "gap")));
    }
}
