package io.serai.processors.ensemble;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.api.trace.Decision;
import io.serai.api.trace.Trace;
import io.serai.processors.check.Check;
import io.serai.processors.check.Checks;
import io.serai.processors.check.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer that asks all of its steps at once and makes one answer of theirs:
 *
 * <pre>{@code
 * - loadBalance:
 *     customLoadBalancer: {ref: panel}     # a bean of this type, with by: vote
 *     steps:
 *       - to: {uri: ai:openai/gpt-4.1-mini}
 *       - to: {uri: ai:anthropic/claude-haiku-4-5}
 *       - to: {uri: ai:mistral/mistral-small-latest}
 * }</pre>
 *
 * <p>Models that fail, are too late, or whose answers do not pass the checks are left out as long as enough remain; what is not waited for
 * is aborted. The steps are asked for whole answers. Where the caller wants a stream, the chosen answer is told as one, and a merged one
 * streams by itself. {@code usage} is that of the model whose answer it is; the meter has every attempt, and front ends tell their callers
 * the sum.
 *
 * <p>What is no chat, such as a count of tokens, is asked of the first step that can tell.
 *
 * <p>One instance belongs to one place in a route. The calling thread waits; each step runs on a thread of Camel's, a virtual one where the
 * application has Camel use them.
 */
public final class Ensemble extends LoadBalancerSupport implements CamelContextAware, Explainable {

    private final GatheringRule rule = new GatheringRule();
    private int minAnswers = 1;
    private Optional<Duration> patience = Optional.empty();
    private VoterTools tools = VoterTools.CALLED;
    private String names = "";
    private List<Check> checks = List.of();
    private Gathering gathering = rule.gathering();
    private @Nullable CamelContext camelContext;
    private @Nullable ExecutorService executor;

    /** {@code vote} (the default), {@code judge}, {@code merge} or {@code first-valid}. */
    public void setBy(String by) {
        rule.by(by);
    }

    /** The endpoint that judges or merges, such as {@code model:judge} or {@code ai:openai/gpt-4.1}. */
    public void setModel(String uri) {
        rule.model(uri);
    }

    /** What the judge goes by, or what the merging model is to do, in the place of the usual words. */
    public void setInstructions(String instructions) {
        rule.instructions(instructions);
    }

    /** Which part of a text is voted on, as a regular expression of RE2: its last match, of that the first group if there is one. */
    public void setExtract(String pattern) {
        rule.extract(pattern);
    }

    /** How many have to answer; by default one. */
    public void setMinAnswers(int minAnswers) {
        if (minAnswers < 1) {
            throw new IllegalArgumentException("expected minAnswers to be 1 or more, found " + minAnswers);
        }
        this.minAnswers = minAnswers;
    }

    /** After this long nobody is waited for, provided that enough have answered; by default all are. */
    public void setPatience(Duration patience) {
        this.patience = Optional.of(patience);
    }

    /** {@code called} (the default): the steps may call the caller's tools; {@code withheld}: they are to answer in words. */
    public void setTools(String tools) {
        this.tools = VoterTools.named(tools);
    }

    /** Names of beans of type {@link Check}, separated by commas, that each answer has to pass. */
    public void setChecks(String names) {
        this.names = names;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            gather(doGetProcessors(), exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void gather(AsyncProcessor[] steps, Exchange exchange) {
        Question question = Question.in(exchange);
        if (!question.isChat()) {
            inTurn(steps, question);
            return;
        }
        Deadline until = patience.map(Deadline::after).orElse(Deadline.NEVER);
        Executor threads = executor == null ? Runnable::run : executor;
        Panel panel = new Panel(question, checks, threads);
        Map<String, Object> request = tools.of(question.request());
        for (AsyncProcessor step : steps) {
            panel.ask(step, request);
        }
        List<Contribution> contributions = panel.contributions(minAnswers, until, gathering);
        note(exchange, rule + " of " + contributions.size() + " answers of " + steps.length);
        gathering.decide(contributions, question);
    }

    /** Of what is no chat one answer is as good as three. */
    private static void inTurn(AsyncProcessor[] steps, Question question) {
        SeraiException failure = null;
        for (int i = 0; i < steps.length && (failure == null || question.isWanted()); i++) {
            Exchange asked = question.asAsked();
            try {
                Question.put(steps[i], asked);
                question.answerWith(asked);
                return;
            } catch (SeraiException e) {
                failure = e;
            }
        }
        throw failure == null
                ? new IllegalStateException("expected an ensemble of one step or more, found none")
                : failure;
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        boolean chat = inquiry.operation() == Operation.CHAT;
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("strategy", "ensemble");
        told.put("asked", chat ? "at once" : "in turn");
        if (chat) {
            told.put("by", rule.toString());
            rule.asked().ifPresent(uri -> told.put("asks_then", uri));
            told.put("min_answers", minAnswers);
            patience.ifPresent(until -> told.put("patience_ms", until.toMillis()));
            told.put("tools", tools.label());
            told.put("checks", checks.stream().map(Check::name).toList());
        }
        List<Object> targets = new ArrayList<>();
        for (int step = 0; step < doGetProcessors().length; step++) {
            targets.add(Map.of("step", step));
        }
        told.put("targets", targets);
        return told;
    }

    private void note(Exchange exchange, String what) {
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.note(String.valueOf(getRouteId()), Decision.Turn.WAY, "", what);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (minAnswers > doGetProcessors().length) {
            throw new IllegalArgumentException(
                    "expected minAnswers to be at most " + doGetProcessors().length + ", found " + minAnswers);
        }
        gathering = rule.gathering();
        if (camelContext != null) {
            checks = Checks.named(names, camelContext);
            executor = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "ensemble");
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (executor != null && camelContext != null) {
            camelContext.getExecutorServiceManager().shutdown(executor);
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
