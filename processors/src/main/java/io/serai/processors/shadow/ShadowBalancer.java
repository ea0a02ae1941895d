package io.serai.processors.shadow;

import io.serai.api.call.Deadline;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowListener;
import io.serai.processors.check.SideCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load balancer with two steps, of which the first always answers, as if it were alone. A share of the calls goes to the second as well,
 * at the same time and unseen: the caller neither waits for it nor is billed for it. What both have said is compared, and {@link
 * ShadowListener} hears how, never what:
 *
 * <pre>{@code
 * - beans:
 *     - name: try-candidate
 *       type: io.serai.processors.shadow.ShadowBalancer
 *       properties: {share: 0.05}
 * …
 * - loadBalance:
 *     customLoadBalancer: {ref: try-candidate}
 *     steps:
 *       - to: {uri: ai:openai/gpt-4.1-mini}
 *       - to: {uri: model:candidate}
 * }</pre>
 *
 * <p>A shadow has its own {@link Meter}, whose attempts are {@link Purpose#SHADOW}, its own deadline, and goes on when the caller leaves.
 * What is more than may run at a time is left out. One instance belongs to one place in a route.
 */
public final class ShadowBalancer extends LoadBalancerSupport implements CamelContextAware, Explainable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowBalancer.class);

    private double share = 1;
    private int atMost = 16;
    private Duration timeout = Duration.ofSeconds(60);
    private Optional<String> judge = Optional.empty();
    private Optional<String> name = Optional.empty();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private LongSupplier clock = System::nanoTime;
    private final Set<Shadow> running = ConcurrentHashMap.newKeySet();
    private volatile Semaphore places = new Semaphore(0);
    private @Nullable CamelContext camelContext;
    private volatile @Nullable ExecutorService executor;

    /** Which part of the calls has a shadow, from 0 to 1; by default all of them. */
    public void setShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected the share of a shadow to be from 0 to 1, found " + share);
        }
        this.share = share;
    }

    /** How many shadows may run at a time; 16 by default. */
    public void setAtMost(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("expected at most 1 shadow or more, found " + atMost);
        }
        this.atMost = atMost;
    }

    /** How long a shadow may last, the caller's own answer included; a minute by default. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** A model that says whose answer is better, such as {@code model:judge}; by default nobody is asked. It sees what both have said. */
    public void setJudge(String uri) {
        this.judge = Optional.of(uri);
    }

    /** What metrics call this place; by default the route's id. */
    public void setName(String name) {
        this.name = Optional.of(name);
    }

    void setRandom(DoubleSupplier random) {
        this.random = random;
    }

    void setClock(LongSupplier clock) {
        this.clock = clock;
    }

    /** How many shadows run. */
    public int running() {
        return running.size();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncProcessor[] steps = doGetProcessors();
        Shadow shadow = share > 0 && random.getAsDouble() < share ? begin(exchange, steps[1]) : null;
        try {
            steps[0].process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (shadow != null) {
            shadow.overhear(exchange);
        }
        callback.done(true);
        return true;
    }

    private @Nullable Shadow begin(Exchange exchange, AsyncProcessor candidate) {
        ExecutorService threads = executor;
        Semaphore place = places;
        if (threads == null || !place.tryAcquire()) {
            return skipped();
        }
        Shadow shadow = copy(exchange);
        if (shadow == null) {
            place.release();
            return skipped();
        }
        running.add(shadow);
        try {
            threads.execute(() -> {
                try {
                    run(shadow, candidate);
                } finally {
                    end(shadow, place);
                }
            });
            return shadow;
        } catch (RejectedExecutionException e) {
            // The route is being stopped.
            end(shadow, place);
            return skipped();
        }
    }

    private @Nullable Shadow skipped() {
        listeners().forEach(listener -> listener.skipped(name()));
        return null;
    }

    private @Nullable Shadow copy(Exchange exchange) {
        Optional<Object> request = PlainCopy.of(exchange.getMessage().getBody());
        if (request.isEmpty()) {
            return null;
        }
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        copy.getMessage().setBody(request.get());
        return new Shadow(exchange, copy, meter(), Deadline.after(timeout), clock);
    }

    private void run(Shadow shadow, AsyncProcessor candidate) {
        try {
            // As it was asked: the candidate's steps may change what they get.
            Map<String, Object> request = request(shadow.exchange());
            shadow.ask(candidate);
            Heard theirs = shadow.candidate();
            Heard real = shadow.real();
            ShadowComparison comparison = new Comparing(name(), request, shadow.exchange(), judge()).of(real, theirs);
            LOG.debug("{}", comparison);
            listeners().forEach(listener -> listener.compared(comparison));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A shadow of {} could not be compared: {}", name(), e.toString());
        }
    }

    private void end(Shadow shadow, Semaphore place) {
        running.remove(shadow);
        place.release();
    }

    private static Map<String, Object> request(Exchange exchange) {
        Map<String, Object> request = new LinkedHashMap<>();
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            body.forEach((member, value) -> request.put(String.valueOf(member), value));
        }
        return request;
    }

    private Optional<Judge> judge() {
        return judge.map(uri ->
                new Judge(new SideCall(uri), () -> ThreadLocalRandom.current().nextBoolean()));
    }

    private Meter meter() {
        MeterListener listener =
                camelContext == null ? null : CamelContextHelper.findSingleByType(camelContext, MeterListener.class);
        return new Meter(listener == null ? MeterListener.NONE : listener, Purpose.SHADOW);
    }

    private Set<ShadowListener> listeners() {
        return camelContext == null ? Set.of() : camelContext.getRegistry().findByType(ShadowListener.class);
    }

    private String name() {
        return name.orElse(getRouteId() == null ? "shadow" : getRouteId());
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("shadow", name());
        told.put("share", share);
        told.put("at_most", atMost);
        told.put("running", running());
        told.put("targets", List.of(Map.of("step", 0, "role", "answers"), Map.of("step", 1, "role", "candidate")));
        return told;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        int steps = doGetProcessors().length;
        if (steps != 2) {
            throw new IllegalArgumentException(
                    "expected two steps, the one that answers and the candidate, found " + steps);
        }
        if (camelContext != null) {
            executor = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "shadow");
        }
        places = new Semaphore(atMost);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        running.forEach(Shadow::cancel);
        if (executor != null && camelContext != null) {
            camelContext.getExecutorServiceManager().shutdownNow(executor);
            executor = null;
        }
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
