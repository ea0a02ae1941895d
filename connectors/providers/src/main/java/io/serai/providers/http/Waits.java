package io.serai.providers.http;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;

/**
 * What ends a wait for a provider.
 *
 * @param timeouts how long to wait for what
 * @param deadline when the whole request gives up
 * @param cancellation tells that the client has gone
 */
public record Waits(Timeouts timeouts, Deadline deadline, Cancellation cancellation) {

    /** The waits of a call. */
    public static Waits of(ProviderCall call) {
        return new Waits(call.timeouts(), call.deadline(), call.cancellation());
    }
}
