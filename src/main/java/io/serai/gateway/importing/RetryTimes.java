package io.serai.gateway.importing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How often the same target is asked again, by the way in which it failed; empty where nothing is said.
 */
record RetryTimes(OptionalInt rateLimited, OptionalInt unavailable, OptionalInt timeout) {

    static final RetryTimes UNSAID = new RetryTimes(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    static RetryTimes all(OptionalInt times) {
        return new RetryTimes(times, times, times);
    }

    /** What these say, and for the rest what others say. */
    RetryTimes or(RetryTimes others) {
        return new RetryTimes(
                rateLimited.isPresent() ? rateLimited : others.rateLimited,
                unavailable.isPresent() ? unavailable : others.unavailable,
                timeout.isPresent() ? timeout : others.timeout);
    }

    /** As models.yaml has them. */
    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        rateLimited.ifPresent(times -> map.put("rate-limited", times));
        unavailable.ifPresent(times -> map.put("unavailable", times));
        timeout.ifPresent(times -> map.put("timeout", times));
        return map;
    }
}
