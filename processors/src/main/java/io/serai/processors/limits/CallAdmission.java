package io.serai.processors.limits;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Caller;
import io.serai.api.meter.RateLimits;
import io.serai.api.model.ModelCard;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets requests in as long as their limits have one left, and sends them to another model where a limit says so. Thread-safe. */
final class CallAdmission implements CallCheck {

    private final Applying applying;
    private final Asking asking;
    private final Shares shares;
    private final Leases leases;
    private final LimitSettings settings;

    CallAdmission(Applying applying, Asking asking, Shares shares, Leases leases, LimitSettings settings) {
        this.applying = applying;
        this.asking = asking;
        this.shares = shares;
        this.leases = leases;
        this.settings = settings;
    }

    @Override
    public Permit admit(Ask ask) {
        Facts facts = new Facts(ask.caller(), ask.card().id(), "", ask.tags());
        List<Tally> all = applying.to(facts, limit -> true);
        if (all.isEmpty()) {
            return Permit.PLAIN;
        }
        Optional<String> instead = instead(all, ask.card().id());
        if (instead.isPresent()) {
            facts = new Facts(ask.caller(), instead.get(), "", ask.tags());
            all = applying.to(facts, limit -> true);
        }
        List<Tally> perCall =
                all.stream().filter(tally -> counts(tally.limit(), ask.turn())).toList();
        Reservation reservation = new Reservation(shares);
        Asking.Refused refused = asking.take(perCall, limit -> 1, reservation);
        if (refused != null) {
            throw asking.told(refused);
        }
        long now = shares.now();
        return new Permit(instead, Remaining.of(all, now), Remaining.ofBudgets(all, now), ending(perCall, reservation));
    }

    @Override
    public Optional<RateLimits> limits(Ask ask) {
        Facts facts = new Facts(ask.caller(), ask.card().id(), "", ask.tags());
        return Remaining.of(applying.to(facts, limit -> true), shares.now());
    }

    @Override
    public boolean shows(@Nullable Caller caller, ModelCard card) {
        return true;
    }

    /** A request that names several models is one request; but each model's own limits count it. */
    private static boolean counts(Limit limit, Turn turn) {
        return limit.isPerCall() && (turn == Turn.FIRST || limit.scope().has(Dimension.MODEL));
    }

    /** Where the highest threshold leads that is reached. */
    private Optional<String> instead(List<Tally> tallies, String model) {
        long now = shares.now();
        int highest = 0;
        Optional<String> found = Optional.empty();
        for (Tally tally : tallies) {
            List<Threshold> thresholds = tally.limit().thresholds();
            for (int i = 0; i < thresholds.size(); i++) {
                Threshold threshold = thresholds.get(i);
                if (threshold.instead().isPresent()
                        && threshold.percent() > highest
                        && tally.ratio(now) * 100 >= threshold.percent()) {
                    highest = threshold.percent();
                    found = threshold.instead();
                }
            }
        }
        return found.filter(other -> !other.equals(model));
    }

    private Runnable ending(List<Tally> perCall, Reservation reservation) {
        boolean held = perCall.stream().anyMatch(tally -> tally.limit().metric() == Metric.CONCURRENT);
        if (!held) {
            // What was asked stays asked.
            return () -> {};
        }
        Visit visit =
                new Visit(reservation, leases, shares.now() + settings.lease().toMillis());
        leases.begin(visit);
        return visit;
    }
}
