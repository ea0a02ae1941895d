package io.serai.processors.limits;

import java.time.Duration;

/**
 * How calls are reckoned beforehand.
 *
 * @param defaultOutput tokens that an answer may have whose request sets no limit
 * @param slice tokens of a streamed answer that are paid for in advance at a time
 * @param lease after which a call that has not ended is taken for lost; longer than any call lasts
 */
public record LimitSettings(long defaultOutput, long slice, Duration lease) {

    public static final LimitSettings DEFAULT = new LimitSettings(4_096, 256, Duration.ofMinutes(30));

    public LimitSettings {
        if (defaultOutput < 1 || slice < 1 || lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("expected positive settings of limits, found a default output of "
                    + defaultOutput + ", a slice of " + slice + ", a lease of " + lease);
        }
    }
}
