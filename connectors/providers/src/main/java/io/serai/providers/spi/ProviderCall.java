package io.serai.providers.spi;

import io.serai.api.call.CallNotes;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import java.util.Map;

/**
 * One call to one model of a provider.
 *
 * @param operation what is asked
 * @param model the provider's own name for the model
 * @param request in canonical form; not to be changed
 * @param timeouts how long to wait for what
 * @param deadline when the whole request gives up
 * @param cancellation tells that the client has gone
 * @param notes is told what there is to tell beside the answer
 */
public record ProviderCall(
        Operation operation,
        String model,
        Map<String, Object> request,
        Timeouts timeouts,
        Deadline deadline,
        Cancellation cancellation,
        CallNotes notes) {

    /** A call whose notes nobody reads. */
    public ProviderCall(
            Operation operation,
            String model,
            Map<String, Object> request,
            Timeouts timeouts,
            Deadline deadline,
            Cancellation cancellation) {
        this(operation, model, request, timeouts, deadline, cancellation, new CallNotes(CallNotes.Losses.REPORTED));
    }

    /** The same call once more, whose notes are told of by themselves. */
    public ProviderCall again(CallNotes others) {
        return new ProviderCall(operation, model, request, timeouts, deadline, cancellation, others);
    }

    /** The same call with other timeouts; what is told of it is told of this one. */
    public ProviderCall within(Timeouts others) {
        return new ProviderCall(operation, model, request, others, deadline, cancellation, notes);
    }
}
