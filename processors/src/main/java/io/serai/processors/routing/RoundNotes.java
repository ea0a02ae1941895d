package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.error.SeraiException;
import io.serai.api.trace.Decision.Turn;
import io.serai.api.trace.Trace;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a caller who asked for a trace is told of a round; for all others it does nothing. */
final class RoundNotes {

    private static final RoundNotes UNREAD = new RoundNotes(null, null);

    private final @Nullable Trace trace;
    private final @Nullable Plan plan;
    private long passedOver;

    private RoundNotes(@Nullable Trace trace, @Nullable Plan plan) {
        this.trace = trace;
        this.plan = plan;
    }

    static RoundNotes of(Exchange exchange, Plan plan) {
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        return trace == null ? UNREAD : new RoundNotes(trace, plan);
    }

    void chosen(int target) {
        if (plan != null) {
            note(Turn.CHOSEN, target, plan.title().strategy());
        }
    }

    /** Each target is told once. */
    void rests(int target, long nanosLeft) {
        if (isNews(target)) {
            note(Turn.RESTING, target, "for another " + Math.max(1, nanosLeft / 1_000_000) + " ms");
        }
    }

    /** Each target is told once. */
    void unfit(int target, Misfit why) {
        if (isNews(target)) {
            note(Turn.UNFIT, target, why.name().toLowerCase(Locale.ROOT));
        }
    }

    boolean areRead() {
        return trace != null;
    }

    void early(int target) {
        note(Turn.EARLY, target, "");
    }

    void retry(int target, SeraiException after) {
        note(Turn.RETRY, target, after.kind().label());
    }

    void hedge(int target, Duration silence) {
        note(Turn.HEDGE, target, "after " + silence.toMillis() + " ms");
    }

    void lost(int target) {
        note(Turn.LOST, target, "");
    }

    void fallback(Role role) {
        if (trace != null && plan != null && role != Role.TARGET) {
            trace.note(plan.title().where(), Turn.FALLBACK, "", role.label());
        }
    }

    private boolean isNews(int target) {
        boolean news = trace != null && !Targets.has(passedOver, target);
        passedOver |= trace == null ? 0 : 1L << target;
        return news;
    }

    private void note(Turn turn, int target, String why) {
        if (trace != null && plan != null) {
            trace.note(plan.title().where(), turn, plan.targets().target(target).name(), why);
        }
    }
}
