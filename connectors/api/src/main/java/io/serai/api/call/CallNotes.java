package io.serai.api.call;

import io.serai.api.error.CallerException;
import io.serai.api.meter.RateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call to a provider has to tell beside its answer: what of the request the provider could not be told, how much more may be
 * asked of it. One for each call, used by one thread.
 */
public final class CallNotes {

    /** What becomes of a request of which something would be lost. */
    public enum Losses {
        /** It is sent, and the caller is told which fields were dropped. */
        REPORTED,
        /** It is not sent. */
        REFUSED
    }

    private final Losses losses;
    private final List<String> dropped = new ArrayList<>(0);
    private @Nullable RateLimits limits;

    public CallNotes(Losses losses) {
        this.losses = losses;
    }

    /**
     * The request is about to be sent without these fields, such as {@code messages[0].name}.
     *
     * @throws CallerException naming them, where nothing may be lost
     */
    public void drop(List<String> fields) {
        if (fields.isEmpty()) {
            return;
        }
        if (losses == Losses.REFUSED) {
            throw CallerException.badField(
                    fields.get(0), "The model's provider can't be told: " + String.join(", ", fields) + ".");
        }
        dropped.addAll(fields);
    }

    /** What was dropped, in the order of the request. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }

    /** The provider has told its limits. */
    public void limits(RateLimits told) {
        limits = told;
    }

    /** The provider's limits, where it told them. */
    public Optional<RateLimits> limits() {
        return Optional.ofNullable(limits);
    }
}
