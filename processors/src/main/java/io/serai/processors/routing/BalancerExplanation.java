package io.serai.processors.routing;

import io.serai.api.explain.Inquiry;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What a {@link TargetBalancer} would do with a call: whom it would ask in which order, how they stand, who is left out and why. */
final class BalancerExplanation {

    private static final Role[] ORDER = {
        Role.TARGET, Role.GENERAL, Role.CONTEXT_WINDOW, Role.CONTENT_POLICY, Role.DEFAULT
    };

    private final Plan plan;
    private final Inquiry inquiry;
    private final Exchange exchange;
    private final Wish wish;
    private final long now;

    BalancerExplanation(Plan plan, Inquiry inquiry) {
        this.plan = plan;
        this.inquiry = inquiry;
        this.exchange = (Exchange) inquiry.exchange();
        this.now = plan.clock().getAsLong();
        this.wish = new Wish(
                TokenEstimate.input(inquiry.request()),
                TokenEstimate.output(inquiry.request()),
                plan.stickyBy().of(exchange),
                inquiry.form(),
                now);
    }

    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("strategy", plan.title().strategy());
        told.put("estimated_input_tokens", wish.inputTokens());
        told.put("estimated_output_tokens", wish.outputTokens());
        told.put("timeouts_ms", timeouts());
        told.put("retries", retries());
        told.put("cooldown", cooldown());
        plan.hedge().ifPresent(hedge -> told.put("hedge", hedge(hedge)));
        plan.addressing().ifPresent(addressing -> told.put("addressed", addressing.explain(inquiry)));
        told.put("targets", targets());
        return told;
    }

    private List<Object> targets() {
        List<Object> told = new ArrayList<>();
        long left = plan.targets().all();
        long addressed = addressed();
        for (Role role : ORDER) {
            long open = 0;
            for (int i = Targets.next(plan.targets().in(role), 0);
                    i < Targets.MOST;
                    i = Targets.next(plan.targets().in(role), i + 1)) {
                open |= isOpen(i) ? 1L << i : 0;
            }
            while (open != 0) {
                int next = (open & addressed) != 0 ? Targets.next(open & addressed, 0) : next(open);
                open &= ~(1L << next);
                left &= ~(1L << next);
                told.add(target(next, role));
            }
        }
        for (int i = Targets.next(left, 0); i < Targets.MOST; i = Targets.next(left, i + 1)) {
            told.add(target(i, role(i)));
        }
        return told;
    }

    /** The target that the request is meant for, which is tried before the others of its role; none where that can't be foreseen. */
    private long addressed() {
        int position = plan.addressing()
                .flatMap(addressing -> addressing.foreseen(inquiry))
                .map(plan.targets()::position)
                .orElse(-1);
        return position < 0 ? 0 : 1L << position;
    }

    private int next(long open) {
        if (plan.strategy() instanceof Foreseeable known) {
            return known.next(plan.targets(), open, wish);
        }
        // It remembers nothing: that a call has begun is all there is to take back.
        int chosen = plan.strategy().begin(plan.targets(), open, wish);
        plan.targets().standing(chosen).end();
        return chosen;
    }

    private boolean isOpen(int position) {
        return misfit(position).isEmpty() && plan.targets().standing(position).isOpen(now);
    }

    private Optional<Misfit> misfit(int position) {
        return Fit.misfit(exchange, plan.targets().target(position), wish.inputTokens());
    }

    private Role role(int position) {
        for (Role role : ORDER) {
            if (Targets.has(plan.targets().in(role), position)) {
                return role;
            }
        }
        return Role.TARGET;
    }

    private Map<String, Object> target(int position, Role role) {
        Target target = plan.targets().target(position);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("step", position);
        told.put("target", target.name());
        told.put("role", role.label());
        told.put("asked_now", isOpen(position));
        told.put("excluded", misfit(position).map(BalancerExplanation::word).orElse(null));
        told.put("standing", standing(plan.targets().standing(position)));
        told.put("weight", target.weight());
        if (!target.tags().isEmpty()) {
            told.put("tags", target.tags().stream().sorted().toList());
        }
        target.region().ifPresent(region -> told.put("region", region));
        target.maxInputTokens().ifPresent(most -> told.put("max_input_tokens", most));
        if (!target.price().equals(Price.UNKNOWN)) {
            told.put("estimated_cost_usd", dollars(target.price().of(wish.inputTokens(), wish.outputTokens())));
        }
        return told;
    }

    private Map<String, Object> standing(Standing standing) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("open", standing.isOpen(now));
        told.put("rests_ms", standing.rests(now).toMillis());
        told.put("running", standing.running());
        told.put("latency_ms", Math.round(standing.latency(wish.form(), now) / 1e6));
        standing.slowest(wish.form()).ifPresent(p95 -> told.put("latency_p95_ms", p95.toMillis()));
        told.put("latency_of", wish.form() == AnswerForm.STREAMED ? "first token" : "whole answer");
        told.put("tokens_last_minute", Math.round(standing.usedTokens(now)));
        return told;
    }

    private Map<String, Object> timeouts() {
        Map<String, Object> told = new LinkedHashMap<>();
        put("connect", plan.limits().ofConnecting(), told);
        put("first_token", plan.limits().ofFirstToken(), told);
        put("idle", plan.limits().ofIdling(), told);
        put("total", plan.limits().inAll(), told);
        return told;
    }

    private static void put(String name, Optional<Duration> limit, Map<String, Object> into) {
        limit.ifPresent(duration -> into.put(name, duration.toMillis()));
    }

    private Map<String, Object> retries() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("rate_limited", plan.retries().rateLimited());
        told.put("unavailable", plan.retries().unavailable());
        told.put("timeout", plan.retries().timeout());
        return told;
    }

    private Map<String, Object> cooldown() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("after_failures", plan.cooldown().after());
        told.put("for_ms", plan.cooldown().duration().toMillis());
        return told;
    }

    private static Map<String, Object> hedge(Hedge hedge) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("after", hedge.after().map(delay -> delay.toMillis() + " ms").orElse("p95"));
        told.put("at_most", hedge.atMost());
        return told;
    }

    private static String word(Misfit misfit) {
        return misfit.name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal dollars(double nanoDollars) {
        return BigDecimal.valueOf(nanoDollars)
                .movePointLeft(9)
                .setScale(9, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
