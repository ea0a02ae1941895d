package io.serai.api.call;

import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.api.meter.RateLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call to a provider has to tell beside its answer: what of the request the provider could not be told, how much more may be
 * asked of it, what an answer that does not come to its end has used. One for each call, written by one thread.
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
    private volatile @Nullable Supplier<Usage> used;

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

    /** The provider has told, in the midst of its answer, what has been used so far; the last word counts. */
    public void used(Supplier<Usage> told) {
        used = told;
    }

    /** What has been used as far as the provider has told: what counts where the answer breaks off or is given up. */
    public Optional<Usage> used() {
        return Optional.ofNullable(used).map(Supplier::get);
    }
}
