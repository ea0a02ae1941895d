package io.serai.processors.limits;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Caller;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.api.model.ModelCard;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets requests in as long as their limits have one left, and sends them to another model where a limit says so. Thread-safe. */
final class CallAdmission implements CallCheck {

    private final Applying applying;
    private final Asking asking;
    private final Shares shares;
    private final Leases leases;
    private final LimitSettings settings;
    private final CallCheck rights;
    private final Function<String, Optional<ModelCard>> models;

    /**
     * @param rights asked whether a caller may call the model that a limit sends it to
     * @param models what rules go by that are about the model of a name; empty where nobody publishes it
     */
    CallAdmission(
            Applying applying,
            Asking asking,
            Shares shares,
            Leases leases,
            LimitSettings settings,
            CallCheck rights,
            Function<String, Optional<ModelCard>> models) {
        this.applying = applying;
        this.asking = asking;
        this.shares = shares;
        this.leases = leases;
        this.settings = settings;
        this.rights = rights;
        this.models = models;
    }

    @Override
    public Permit admit(Ask ask) {
        Aim aim = aim(ask);
        if (aim == null) {
            return Permit.PLAIN;
        }
        List<Tally> all = aim.tallies;
        List<Tally> perCall =
                all.stream().filter(tally -> counts(tally.limit(), ask.turn())).toList();
        Reservation reservation = new Reservation(shares);
        Asking.Refused refused = asking.take(perCall, limit -> 1, reservation);
        if (refused != null) {
            throw asking.told(refused);
        }
        long now = shares.now();
        return aim.permit(now, ending(perCall, reservation));
    }

    @Override
    public Permit foresee(Ask ask) {
        Aim aim = aim(ask);
        return aim == null ? Permit.PLAIN : aim.permit(shares.now(), () -> {});
    }

    @Override
    public Optional<RateLimits> limits(Ask ask) {
        return Remaining.of(tallies(ask, ask.card().id()), shares.now());
    }

    @Override
    public boolean shows(@Nullable Caller caller, ModelCard card) {
        return true;
    }

    /** A request that names several models is one request; but each model's own limits count it. */
    private static boolean counts(Limit limit, Turn turn) {
        return limit.isPerCall() && (turn == Turn.FIRST || limit.scope().has(Dimension.MODEL));
    }

    /**
     * Where a request goes, and which limits count it there.
     *
     * @param instead the model in place of the one that was named
     */
    private record Aim(Optional<String> instead, List<Tally> tallies) {

        Permit permit(long now, Runnable ended) {
            return new Permit(instead, Remaining.of(tallies, now), Remaining.ofBudgets(tallies, now), ended);
        }
    }

    /** Null where nothing is limited. */
    private @Nullable Aim aim(Ask ask) {
        List<Tally> named = tallies(ask, ask.card().id());
        if (named.isEmpty()) {
            return null;
        }
        Optional<String> instead = instead(named, ask);
        return new Aim(instead, instead.isEmpty() ? named : tallies(ask, instead.get()));
    }

    private List<Tally> tallies(Ask ask, String model) {
        return applying.to(new Facts(ask.caller(), model, "", ask.tags()), limit -> true);
    }

    /** Where the highest threshold leads that is reached, and whose model may be called in place of the one that was named. */
    private Optional<String> instead(List<Tally> tallies, Ask ask) {
        long now = shares.now();
        String named = ask.card().id();
        String found = named;
        int highest = 0;
        for (Tally tally : tallies) {
            for (Threshold threshold : tally.limit().thresholds()) {
                if (threshold.instead().isPresent()
                        && threshold.percent() > highest
                        && tally.ratio(now) * 100 >= threshold.percent()) {
                    Optional<String> other = callable(threshold.instead().get(), ask);
                    highest = other.isPresent() ? threshold.percent() : highest;
                    found = other.orElse(found);
                }
            }
        }
        return found.equals(named) ? Optional.empty() : Optional.of(found);
    }

    /** A model that somebody publishes, that can do what is asked, and that the caller might have named itself. */
    private Optional<String> callable(String name, Ask ask) {
        return models.apply(name)
                .filter(other -> other.id().equals(ask.card().id())
                        || (other.operations().contains(ask.operation()) && mayCall(ask.of(other))))
                .map(ModelCard::id);
    }

    private boolean mayCall(Ask ask) {
        try {
            rights.foresee(ask);
            return true;
        } catch (SeraiException refused) {
            return false;
        }
    }

    private Runnable ending(List<Tally> perCall, Reservation reservation) {
        boolean held = perCall.stream().anyMatch(tally -> tally.limit().metric() == Metric.CONCURRENT);
        if (!held) {
            // What was asked stays asked.
            reservation.spend();
            return () -> {};
        }
        Visit visit =
                new Visit(reservation, leases, shares.now() + settings.lease().toMillis());
        leases.begin(visit);
        return visit;
    }
}
