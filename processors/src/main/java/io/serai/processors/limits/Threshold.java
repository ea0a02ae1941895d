package io.serai.processors.limits;

import java.util.List;
import java.util.Optional;

/**
 * What happens before a limit is used up: somebody is told, once per window.
 *
 * @param percent of the amount, from 1 to 100
 * @param instead the model that calls go to from there on, in place of the one that was named
 */
public record Threshold(int percent, Optional<String> instead) {

    /** Where nothing else is said. */
    public static final List<Threshold> USUAL = List.of(alert(50), alert(80), alert(90), alert(100));

    public Threshold {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("expected a threshold from 1 to 100 percent, found " + percent);
        }
        if (instead.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException(
                    "expected the name of a model at " + percent + " percent, found nothing");
        }
    }

    /** Tells somebody, no more. */
    public static Threshold alert(int percent) {
        return new Threshold(percent, Optional.empty());
    }
}
