package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standing;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** One call on its way from target to target, each asked once, until one answers or nobody is left. */
final class Round {

    private static final Role[] IN_ORDER = {Role.TARGET, Role.GENERAL, Role.DEFAULT};
    private static final Role[] TOO_LONG = {Role.CONTEXT_WINDOW, Role.DEFAULT};
    private static final Role[] REFUSED_CONTENT = {Role.CONTENT_POLICY};

    private static final Role[] TARGETS = {Role.TARGET};

    /** Header of a caller that wants one target to be asked, and to hear how that went. */
    private static final String ALONE = "x-serai-no-fallback";

    private final Plan plan;
    private final Exchange exchange;
    private final Asking asking;
    private final Deadline deadline;
    private final Wish wish;
    private final Fit fit;
    private final boolean alone;
    private final RoundNotes notes;
    private Role[] roles = IN_ORDER;
    private long asked;
    private long nearestRest = Long.MAX_VALUE;
    private int nearest = -1;
    private int preferred;
    private int meant = -1;

    Round(Plan plan, AsyncProcessor[] steps, Exchange exchange) {
        this.plan = plan;
        this.exchange = exchange;
        Deadline whole = exchange.getProperty(CallNames.DEADLINE, Deadline.class);
        this.deadline = deadline(whole == null ? Deadline.NEVER : whole, plan);
        boolean stream = exchange.getMessage().getHeader(CallNames.STREAM, false, Boolean.class);
        Map<?, ?> request = exchange.getMessage().getBody() instanceof Map<?, ?> body ? body : Map.of();
        this.wish = new Wish(
                plan.estimates() ? TokenEstimate.input(request) : 0,
                plan.estimates() ? TokenEstimate.output(request) : 0,
                plan.stickyBy().of(exchange),
                stream ? AnswerForm.STREAMED : AnswerForm.WHOLE,
                plan.clock().getAsLong());
        this.fit = Fit.of(exchange, plan.targets(), wish.inputTokens());
        String single = exchange.getMessage().getHeader(ALONE, String.class);
        this.alone = single != null && !"false".equalsIgnoreCase(single.trim());
        this.notes = RoundNotes.of(exchange, plan);
        this.preferred = plan.addressing()
                .flatMap(addressing -> addressing.target(exchange))
                .map(plan.targets()::position)
                .orElse(-1);
        this.asking = new Asking(plan, steps, deadline, wish.form(), notes);
    }

    private static Deadline deadline(Deadline whole, Plan plan) {
        return plan.limits().inAll().map(Deadline::after).map(whole::earlierOf).orElse(whole);
    }

    /** Whoever is known to be too small for the request leaves it to the larger ones, as if it had been asked. */
    private Role[] atFirst() {
        if (alone) {
            return TARGETS;
        }
        boolean tooLong = fit.has(Misfit.TOO_LONG) && (plan.targets().in(Role.TARGET) & fit.able()) == 0;
        return tooLong ? TOO_LONG : IN_ORDER;
    }

    void run() {
        roles = atFirst();
        noteMisfits();
        SeraiException failure = null;
        int role = 0;
        while (role < roles.length) {
            int target = begin(plan.targets().in(roles[role]));
            boolean early = target < 0 && failure == null && role == roles.length - 1;
            if (early) {
                target = beginEarly();
            }
            if (target < 0) {
                role++;
                continue;
            }
            if (!early) {
                notes.fallback(roles[role]);
                notes.chosen(target);
            }
            boolean others = failure != null;
            failure = ask(target);
            if (failure == null) {
                if (others || standsIn(target, roles[role])) {
                    exchange.setProperty(CallNames.FALLBACK, true);
                }
                return;
            }
            if (alone || !movesOn(failure)) {
                break;
            }
            role = turn(Recourse.after(failure), role);
        }
        exchange.setException(failure == null ? nobody() : withRetryAfter(failure));
    }

    /** Whether another would have been asked if nobody had to rest. Whom the request itself leads to stands in for nobody. */
    private boolean standsIn(int target, Role role) {
        if (role != Role.TARGET) {
            return roles == IN_ORDER;
        }
        return plan.strategy() == Strategy.PRIORITY
                && target != meant
                && target != Targets.next(plan.targets().in(Role.TARGET) & fit.able(), 0);
    }

    /** Says when somebody may be asked again, who need not be the one that was asked last. */
    private SeraiException withRetryAfter(SeraiException failure) {
        ErrorKind kind = failure.kind();
        if (kind != ErrorKind.PROVIDER_RATE_LIMITED && kind != ErrorKind.PROVIDER_UNAVAILABLE) {
            return failure;
        }
        long now = plan.clock().getAsLong();
        long soonest = Long.MAX_VALUE;
        for (Role role : roles) {
            long able = plan.targets().in(role) & fit.able();
            for (int i = Targets.next(able, 0); i < Targets.MOST; i = Targets.next(able, i + 1)) {
                soonest = Math.min(soonest, plan.targets().standing(i).asksToWaitNanos(now));
            }
        }
        return failure.withRetryAfter(soonest == 0 || soonest == Long.MAX_VALUE ? null : Duration.ofNanos(soonest));
    }

    private void noteMisfits() {
        if (!notes.areRead()) {
            return;
        }
        for (int i = Targets.next(plan.targets().all() & ~fit.able(), 0);
                i < Targets.MOST;
                i = Targets.next(plan.targets().all() & ~fit.able(), i + 1)) {
            int left = i;
            Fit.misfit(exchange, plan.targets().target(i), wish.inputTokens()).ifPresent(why -> notes.unfit(left, why));
        }
    }

    /** Who is asked next depends on how the one before failed. Content that somebody refuses goes to those who are there for it alone. */
    private int turn(Recourse recourse, int role) {
        Role[] next = roles;
        if (recourse == Recourse.CONTENT_POLICY) {
            next = REFUSED_CONTENT;
        } else if (recourse == Recourse.LARGER_WINDOW && roles == IN_ORDER) {
            next = TOO_LONG;
        }
        boolean same = next == roles;
        roles = next;
        return same ? role : 0;
    }

    private boolean movesOn(SeraiException failure) {
        return Recourse.after(failure) != Recourse.NOBODY && deadline.remainingNanos() > 0;
    }

    /** Begins a call of one of these targets; -1 where none may be tried now. */
    private int begin(long wanted) {
        long now = plan.clock().getAsLong();
        long open = open(wanted & fit.able() & ~asked, now);
        while (open != 0) {
            int chosen = choose(open, now);
            Standing standing = plan.targets().standing(chosen);
            if (standing.enter(now)) {
                return chosen;
            }
            standing.end();
            open &= ~(1L << chosen);
        }
        return -1;
    }

    /** The one that the request is meant for, once; else whom the strategy finds. */
    private int choose(long open, long now) {
        if (preferred >= 0 && Targets.has(open, preferred)) {
            meant = preferred;
            preferred = -1;
            plan.targets().standing(meant).begin();
            return meant;
        }
        return plan.strategy().begin(plan.targets(), open, wish.at(now));
    }

    private long open(long wanted, long now) {
        long open = 0;
        for (int i = Targets.next(wanted, 0); i < Targets.MOST; i = Targets.next(wanted, i + 1)) {
            Standing standing = plan.targets().standing(i);
            if (standing.isOpen(now)) {
                open |= 1L << i;
                continue;
            }
            long rests = standing.restsNanos(now);
            notes.rests(i, rests);
            if (rests < nearestRest) {
                nearestRest = rests;
                nearest = i;
            }
        }
        return open;
    }

    /** All rest: the one whose rest is over soonest is tried now, unless it has said itself when to come back; -1 then. */
    private int beginEarly() {
        if (nearest < 0
                || !plan.targets().standing(nearest).enterEarly(plan.clock().getAsLong())) {
            return -1;
        }
        plan.targets().standing(nearest).begin();
        notes.early(nearest);
        return nearest;
    }

    private SeraiException nobody() {
        return nearest < 0
                ? fit.refusal()
                : new ProviderException(
                                ErrorKind.PROVIDER_UNAVAILABLE,
                                "All targets of this model rest after failures or by rate limits.")
                        .withRetryAfter(Duration.ofNanos(Math.max(1, nearestRest)));
    }

    private @Nullable SeraiException ask(int target) {
        asked |= plan.targets().alike(target);
        Said said =
                plan.hedge().isPresent() && !alone ? hedged(target, plan.hedge().get()) : asking.ask(target, exchange);
        if (said.answer() != null) {
            ExchangeHelper.copyResults(exchange, said.answer());
        }
        return said.failure();
    }

    /** Starts another target where the first is slow. Who answers first is heard, whoever is behind is given up. */
    private Said hedged(int first, Hedge hedge) {
        Race race = new Race(asking, exchange, plan.executor(), notes);
        race.start(first);
        Duration patience = hedge.delay(plan.targets().standing(first), wish.form());
        for (int more = 0; more < hedge.atMost() && race.isSilent(patience); more++) {
            int other = begin(plan.targets().in(Role.TARGET));
            if (other < 0) {
                break;
            }
            asked |= plan.targets().alike(other);
            notes.hedge(other, patience);
            race.start(other);
        }
        return race.winner();
    }
}
