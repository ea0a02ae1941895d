package io.serai.processors.ledger;

import io.serai.processors.prices.NanoDollars;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was used by calls that have something in common.
 *
 * @param group what that is
 * @param bucketFrom when their hour or day began, in milliseconds since the epoch; 0 where times are not told apart
 * @param requests of callers, by their first calls
 * @param attempts calls of providers that have ended, those that cost nothing included
 * @param input tokens of requests
 * @param output tokens of answers
 * @param saved by caches
 */
public record UsageRow(
        Map<Dimension, String> group,
        long bucketFrom,
        long requests,
        long attempts,
        long input,
        long output,
        NanoDollars cost,
        NanoDollars saved) {

    public UsageRow {
        Map<Dimension, String> copy = new EnumMap<>(Dimension.class);
        copy.putAll(group);
        group = Collections.unmodifiableMap(copy);
    }
}
