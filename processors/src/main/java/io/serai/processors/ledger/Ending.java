package io.serai.processors.ledger;

import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Attempt.Outcome;
import java.util.Optional;

/**
 * All that its charge goes by, of a call that has ended.
 *
 * @param provider by the name of its bean
 * @param model as it was asked for
 * @param answered the model that the answer names
 * @param error where it failed
 * @param reported what the answer says was used
 * @param told what the provider has said in the midst of its answer
 * @param prompt tokens of the request, estimated
 * @param seen tokens of the answer that have come, estimated: text, reasoning and arguments of tools, not messages of errors
 * @param at when it began, in milliseconds since the epoch
 */
public record Ending(
        String provider,
        String model,
        Optional<String> answered,
        Outcome outcome,
        Optional<ErrorKind> error,
        Optional<Usage> reported,
        Optional<Usage> told,
        long prompt,
        long seen,
        long at,
        Service service) {

    /** How soon it was to be answered. */
    public enum Service {
        STANDARD,
        /** In a batch of the provider's, at its price. */
        BATCH
    }

    /** Of a call of the usual kind. */
    public static Ending of(Attempt attempt, long prompt, long seen, long at) {
        return new Ending(
                attempt.provider(),
                attempt.model(),
                attempt.responseModel(),
                attempt.outcome(),
                attempt.error(),
                attempt.reported(),
                attempt.usage(),
                prompt,
                seen,
                at,
                Service.STANDARD);
    }
}
