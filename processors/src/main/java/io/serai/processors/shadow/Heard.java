package io.serai.processors.shadow;

import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.shadow.ShadowSide.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one side has said, as far as it was kept.
 *
 * @param answer whole; empty where it did not come to its end, or was too long to keep
 * @param characters of its text
 * @param attempts that its side has made
 */
record Heard(
        Outcome outcome,
        Optional<ErrorKind> error,
        Optional<Map<String, Object>> answer,
        long characters,
        Duration duration,
        Optional<Duration> firstContent,
        List<Attempt> attempts) {}
