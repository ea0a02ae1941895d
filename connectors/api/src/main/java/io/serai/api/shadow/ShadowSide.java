package io.serai.api.shadow;

import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one of two models did that were asked the same.
 *
 * @param outcome how it ended
 * @param error why it failed, where it did
 * @param characters of the text that came
 * @param schema whether the text is JSON of the schema that the request asks for
 * @param finishReason of the first choice
 * @param duration from the question to the end
 * @param firstContent from the question to the first content of a stream
 * @param usage of all its calls together
 * @param costNanoDollars of all its calls together, where their prices are known
 */
public record ShadowSide(
        Outcome outcome,
        Optional<ErrorKind> error,
        long characters,
        SchemaFit schema,
        Optional<String> finishReason,
        Duration duration,
        Optional<Duration> firstContent,
        Optional<Usage> usage,
        OptionalLong costNanoDollars) {

    /** How an answer ended. */
    public enum Outcome {
        ANSWERED,
        FAILED,
        /** Nobody wanted the rest. */
        ABANDONED,
        /** It had not ended when the shadow's time was up. */
        OVERDUE
    }

    /** Whether a text is what a request's {@code response_format} asks for. */
    public enum SchemaFit {
        FITS,
        DIFFERS,
        /** The request asks for none. */
        NOT_ASKED,
        /** There is no whole answer. */
        UNKNOWN
    }
}
