package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.api.meter.VariantListener;
import io.serai.api.trace.Decision.Turn;
import io.serai.api.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer that tries something new with a share of the calls: the first step is what there was, the second what is new. The same
 * user meets the same one of them, as long as the share stays; a larger share takes nobody back.
 *
 * <pre>{@code
 * - loadBalance:
 *     customLoadBalancer: {ref: new-model}
 *     steps:
 *       - to: {uri: model:smart}
 *       - to: {uri: model:smarter}
 * }</pre>
 */
public final class Canary extends LoadBalancerSupport implements CamelContextAware, Explainable {

    private static final String STABLE = "stable";
    private static final String NEW = "canary";

    private double share = 0.1;
    private StickyBy stickyBy = StickyBy.USER;
    private String name = "";
    private VariantListener listener = VariantListener.NONE;
    private @Nullable CamelContext camelContext;

    /** Of the calls, from 0 to 1, that go to the second step. */
    public void setShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("expected a share from 0 to 1, found " + share);
        }
        this.share = share;
    }

    public void setStickyBy(StickyBy stickyBy) {
        this.stickyBy = stickyBy;
    }

    /** As it is called in metrics; by default the route's id. */
    public void setName(String name) {
        this.name = name;
    }

    /** Who is told how the variants do; by default that of the registry. */
    public void setListener(VariantListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        boolean tried = isTried(stickyBy.of(exchange));
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.note(name(), Turn.WAY, tried ? NEW : STABLE, "");
        }
        long begunAt = System.nanoTime();
        Watch watch = new Watch(tried ? NEW : STABLE, begunAt);
        try {
            doGetProcessors()[tried ? 1 : 0].process(exchange);
            if (tried) {
                // A cache around it keeps for all callers what all callers get.
                exchange.setProperty(CallNames.FALLBACK, true);
            }
            if (exchange.getException() != null) {
                watch.failed(SeraiException.of(exchange.getException()));
            } else if (exchange.getMessage().getBody() instanceof ChatStream stream) {
                exchange.getMessage().setBody(CommittedStream.watched(stream, watch));
            } else {
                watch.answers(exchange.getMessage().getBody());
            }
        } catch (Exception e) {
            watch.failed(SeraiException.of(e));
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** By a hash that spreads evenly; callers of whom nothing is known are tried by chance. */
    private boolean isTried(@Nullable String who) {
        double ticket = who == null ? ThreadLocalRandom.current().nextDouble() : Hashing.unit(name(), who);
        return ticket < share;
    }

    /** Whom this caller would meet, where that is not left to chance. */
    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        String who = stickyBy.of((Exchange) inquiry.exchange());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("canary_share", share);
        told.put("way", who == null ? null : isTried(who) ? NEW : STABLE);
        return told;
    }

    private String name() {
        return name.isEmpty() ? String.valueOf(getRouteId()) : name;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (doGetProcessors().length != 2) {
            throw new IllegalArgumentException(
                    "expected two steps, what there was and what is new, found " + doGetProcessors().length);
        }
        if (listener == VariantListener.NONE && camelContext != null) {
            VariantListener known = CamelContextHelper.findSingleByType(camelContext, VariantListener.class);
            listener = known == null ? VariantListener.NONE : known;
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

    /** Tells the listener once how a call of one variant ended. */
    private final class Watch implements Witness {
        private final String variant;
        private final long begunAt;
        private long tokens;
        private boolean ended;

        Watch(String variant, long begunAt) {
            this.variant = variant;
            this.begunAt = begunAt;
        }

        @Override
        public void answers() {}

        @Override
        public void used(long used) {
            tokens = used;
        }

        @Override
        public void succeeded() {
            end("succeeded");
        }

        @Override
        public void failed(SeraiException failure) {
            end(failure.kind().label());
        }

        @Override
        public void abandoned() {
            end("cancelled");
        }

        private void end(String outcome) {
            if (!ended) {
                ended = true;
                listener.ended(name(), variant, outcome, System.nanoTime() - begunAt, tokens);
            }
        }
    }
}
