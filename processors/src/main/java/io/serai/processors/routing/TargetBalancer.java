package io.serai.processors.routing;

import io.serai.api.call.TimeLimits;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.StandingClock;
import io.serai.api.standing.Standings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer for calls of models, by a {@link Strategy}: what fails before its first content goes on to another target, which one
 * depends on how it failed; what keeps failing rests for a while. The targets are the steps below it, in their order:
 *
 * <pre>{@code
 * - loadBalance:
 *     customLoadBalancer: {ref: "#class:io.serai.processors.routing.TargetBalancer"}
 *     steps:
 *       - to: {uri: ai:openai/gpt-4.1-mini}
 *       - to: {uri: ai:anthropic/claude-haiku-4-5}
 * }</pre>
 *
 * <p>One instance belongs to one place in a route. Runs on the calling thread and waits there.
 */
public final class TargetBalancer extends LoadBalancerSupport implements CamelContextAware, Explainable {

    private Strategy strategy = Strategy.PRIORITY;
    private String strategyName = "priority";
    private List<Target> described = List.of();
    private List<Role> roles = List.of();
    private Cooldown cooldown = Cooldown.DEFAULT;
    private Retries retries = Retries.NONE;
    private Optional<Hedge> hedge = Optional.empty();
    private StickyBy stickyBy = StickyBy.USER;
    private TimeLimits limits = TimeLimits.NONE;
    private LongSupplier clock = StandingClock::nanos;
    private Supplier<? extends RandomGenerator> random = ThreadLocalRandom::current;
    private @Nullable CamelContext camelContext;
    private @Nullable Standings standings;
    private RetryBudget budget = new RetryBudget(0);
    private Optional<Addressing> addressing = Optional.empty();
    private Optional<Duration> probe = Optional.empty();
    private @Nullable ExecutorService executor;
    private @Nullable ScheduledExecutorService probing;
    private @Nullable Plan plan;

    /** {@code priority}, {@code weighted}, {@code round-robin}, {@code least-busy}, {@code least-latency} … */
    public void setStrategy(String name) {
        strategy = Strategy.named(name);
        strategyName = name;
    }

    /** What is known of the steps beforehand, one for each; by default their names only. */
    public void setTargets(List<Target> targets) {
        described = List.copyOf(targets);
    }

    /** When each step is asked; by default from the beginning. */
    public void setRoles(List<Role> roles) {
        this.roles = List.copyOf(roles);
    }

    /** The same in a text, for beans that are declared: {@code target, target, context-window}. */
    public void setStepRoles(String labels) {
        roles = Arrays.stream(labels.split(","))
                .map(String::strip)
                .map(Role::named)
                .toList();
    }

    public void setCooldown(Cooldown cooldown) {
        this.cooldown = cooldown;
    }

    public void setRetries(Retries retries) {
        this.retries = retries;
    }

    /** Whether another target is asked where the first is slow; by default none is. */
    public void setHedge(Hedge hedge) {
        this.hedge = Optional.of(hedge);
    }

    /** What keeps meeting the same target with the strategy {@code sticky}: by default the user. */
    public void setStickyBy(StickyBy stickyBy) {
        this.stickyBy = stickyBy;
    }

    /** How long each target may take to connect, to begin and between two pieces; in all is for all targets together. */
    public void setTimeLimits(TimeLimits limits) {
        this.limits = limits;
    }

    /** How often targets that rest are tried by a chat of one token, so that a caller need not find out; by default never. */
    public void setProbe(Duration every) {
        probe = Optional.of(every);
    }

    /** Names the target that a request is meant for; the strategy chooses where none is named, or that one can't answer. */
    public void setAddressing(Addressing addressing) {
        this.addressing = Optional.of(addressing);
    }

    /** Where it is known how targets stand; by default that of the registry, else this route's own. */
    public void setStandings(Standings standings) {
        this.standings = standings;
    }

    void setClock(LongSupplier clock) {
        this.clock = clock;
    }

    void setRandom(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Plan known = plan;
        if (known == null) {
            exchange.setException(new IllegalStateException("the load balancer is not started"));
        } else {
            budget.called();
            try {
                new Round(known, doGetProcessors(), exchange).run();
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
        }
        callback.done(true);
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        budget = new RetryBudget(clock.getAsLong());
        Targets targets = new Targets(targets(), standings(), roles);
        plan = new Plan(
                new Title(String.valueOf(getRouteId()), strategyName),
                targets,
                strategy,
                stickyBy,
                addressing,
                targets.areLimited() || strategy == Strategy.LEAST_COST,
                limits,
                cooldown,
                retries,
                budget,
                hedge,
                executor(),
                clock,
                random);
        probe(targets);
    }

    private void probe(Targets targets) {
        if (probe.isPresent() && camelContext != null) {
            long every = probe.get().toMillis();
            ScheduledExecutorService threads =
                    camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "probe");
            Runnable asking = new Probe(targets, doGetProcessors(), cooldown, clock, camelContext);
            var unused = threads.scheduleWithFixedDelay(asking, every, every, TimeUnit.MILLISECONDS);
            probing = threads;
        }
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        Plan known = plan;
        return known == null ? Map.of() : new BalancerExplanation(known, inquiry).told();
    }

    /** Virtual threads where the application has Camel use them. */
    private Executor executor() {
        if (hedge.isEmpty() || camelContext == null) {
            return Runnable::run;
        }
        ExecutorService threads = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "hedge");
        executor = threads;
        return threads;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        stop(executor);
        executor = null;
        stop(probing);
        probing = null;
    }

    private void stop(@Nullable ExecutorService threads) {
        if (threads != null && camelContext != null) {
            camelContext.getExecutorServiceManager().shutdown(threads);
        }
    }

    private List<Target> targets() {
        AsyncProcessor[] steps = doGetProcessors();
        if (!described.isEmpty()) {
            if (described.size() != steps.length) {
                throw new IllegalArgumentException(
                        "expected a target for each of " + steps.length + " steps, found " + described.size());
            }
            return described;
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            targets.add(Target.of(StepNames.of(steps[i]).orElse(getRouteId() + "#" + i)));
        }
        return targets;
    }

    private Standings standings() {
        if (standings == null && camelContext != null) {
            standings = CamelContextHelper.findSingleByType(camelContext, Standings.class);
        }
        return standings == null ? Standings.ofThisNode() : standings;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
