package io.serai.processors.cascade;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.api.trace.Decision;
import io.serai.api.trace.Trace;
import io.serai.processors.check.Check;
import io.serai.processors.check.Checks;
import io.serai.processors.check.Draft;
import io.serai.processors.check.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load balancer that asks cheap models first: its steps are the rungs, in their order. The answer of a rung is given if it passes the
 * checks; else, and where a rung fails, the next one is asked. The last rung is not checked, and its failure is the caller's.
 *
 * <pre>{@code
 * - loadBalance:
 *     customLoadBalancer: {ref: cascade}     # a bean of this type, with checks: "valid-json,long-enough"
 *     steps:
 *       - to: {uri: ai:openai/gpt-4.1-nano}
 *       - to: {uri: ai:openai/gpt-4.1}
 * }</pre>
 *
 * <p>A rung may also hold checks of its own, as steps behind its call: what fails there fails the rung.
 *
 * <p>All rungs but the last are asked for whole answers, since nobody may see an answer before it has passed; where the caller wants a
 * stream, such an answer is told as one. The last rung streams by itself. {@code usage} is that of the model which answers; the meter has
 * every attempt, and front ends tell their callers the sum.
 *
 * <p>What is no chat, such as a count of tokens, is not checked.
 *
 * <p>One instance belongs to one place in a route. Runs on the calling thread and waits there.
 */
public final class Cascade extends LoadBalancerSupport implements CamelContextAware, Explainable {

    private static final Logger LOG = LoggerFactory.getLogger(Cascade.class);

    private String names = "";
    private final List<Check> given = new ArrayList<>();
    private List<Check> checks = List.of();
    private @Nullable CamelContext camelContext;

    /** Names of beans of type {@link Check}, separated by commas, in the order in which they look at an answer: dear ones last. */
    public void setChecks(String names) {
        this.names = names;
    }

    /** One more check, after those that have been named. */
    public Cascade check(Check check) {
        given.add(check);
        return this;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            climb(doGetProcessors(), exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void climb(AsyncProcessor[] rungs, Exchange exchange) {
        Question question = Question.in(exchange);
        SeraiException failure = null;
        for (int i = 0; i < rungs.length && (failure == null || mayGoOn(failure, question)); i++) {
            boolean last = i == rungs.length - 1;
            note(exchange, i + 1, rungs.length);
            Exchange asked = last ? question.asAsked() : question.whole();
            try {
                Question.put(rungs[i], asked);
                if (!last && question.isChat()) {
                    look(asked);
                }
                question.answerWith(asked);
                return;
            } catch (SeraiException e) {
                failure = e;
                LOG.debug("rung {} of {} of {}: {}", i + 1, rungs.length, getRouteId(), e.getMessage());
            }
        }
        throw failure == null
                ? new IllegalStateException("expected a cascade of one step or more, found none")
                : failure;
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        int rungs = doGetProcessors().length;
        List<String> looking = inquiry.operation() == Operation.CHAT
                ? checks.stream().map(Check::name).toList()
                : List.of();
        List<Object> targets = new ArrayList<>();
        for (int step = 0; step < rungs; step++) {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("step", step);
            target.put("rung", step + 1);
            target.put("checks", step == rungs - 1 ? List.of() : looking);
            targets.add(target);
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("strategy", "cascade");
        told.put("targets", targets);
        return told;
    }

    private void note(Exchange exchange, int rung, int rungs) {
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.note(String.valueOf(getRouteId()), Decision.Turn.WAY, "", "rung " + rung + " of " + rungs);
        }
    }

    /** A rung may fail in any way: what is wrong with a request for one model need not be wrong for another. */
    private static boolean mayGoOn(SeraiException failure, Question question) {
        return failure.kind() != ErrorKind.CALLER_GONE && question.isWanted();
    }

    /** Reads the answer to its end, were it a stream all the same. */
    private void look(Exchange answered) {
        Draft draft = Draft.in(answered);
        for (Check check : checks) {
            check.enforce(draft, answered);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        List<Check> all = new ArrayList<>();
        if (camelContext != null) {
            all.addAll(Checks.named(names, camelContext));
        }
        all.addAll(given);
        checks = List.copyOf(all);
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
