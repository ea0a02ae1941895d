package io.serai.processors.cache.semantic;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.error.CallerException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import org.apache.camel.Exchange;

/** Why an embedding failed, as far as that says something of the model. */
final class Failures {

    private Failures() {}

    /** Not where the caller has gone, or may not spend any more. */
    static boolean isOfTheModel(RuntimeException failure, Exchange exchange) {
        Cancellation cancellation = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        boolean cancelled = cancellation != null && cancellation.isCancelled();
        return !cancelled && !(failure instanceof PolicyException) && !(failure instanceof CallerException);
    }

    /** Our own failures say nothing of what was asked; of others only the kind is told. */
    static String told(RuntimeException failure) {
        boolean ours = failure instanceof SeraiException || failure instanceof IllegalArgumentException;
        return ours ? String.valueOf(failure.getMessage()) : failure.getClass().getSimpleName();
    }
}
