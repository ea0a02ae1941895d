package io.serai.processors.metrics;

import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The time series of one operation of one model: looked up once, then only added to. */
final class CallSeries {

    private static final String NO_ERROR = "";

    private final String[] call;
    private final Histogram tokens;
    private final Histogram duration;
    private final Histogram firstToken;
    private final Counter calls;
    private final Map<Ending, Ended> endings = new ConcurrentHashMap<>();

    private volatile @Nullable Tokens used;
    private volatile Histogram.@Nullable Child untilFirstToken;

    private record Ending(Outcome outcome, @Nullable ErrorKind error) {}

    private record Ended(Counter.Child calls, Histogram.Child duration) {}

    private record Tokens(Histogram.Child input, Histogram.Child output) {}

    CallSeries(Histogram tokens, Histogram duration, Histogram firstToken, Counter calls, String... call) {
        this.tokens = tokens;
        this.duration = duration;
        this.firstToken = firstToken;
        this.calls = calls;
        this.call = call;
    }

    void ended(Outcome outcome, @Nullable ErrorKind error, double seconds) {
        Ended ended = endings.computeIfAbsent(new Ending(outcome, error), this::ending);
        ended.calls.inc();
        ended.duration.observe(seconds);
    }

    /** Series come to be with their first value; those of an operation that has no tokens out stay at zero. */
    void used(Usage usage) {
        Tokens children = used;
        if (children == null) {
            children = new Tokens(
                    tokens.labels(call[0], call[1], call[2], "input"),
                    tokens.labels(call[0], call[1], call[2], "output"));
            used = children;
        }
        children.input.observe((double) usage.promptTokens());
        if (usage.map().containsKey("completion_tokens")) {
            children.output.observe((double) usage.completionTokens());
        }
    }

    void firstToken(double seconds) {
        Histogram.Child child = untilFirstToken;
        if (child == null) {
            child = firstToken.labels(call);
            untilFirstToken = child;
        }
        child.observe(seconds);
    }

    private Ended ending(Ending ending) {
        String error = ending.error == null ? NO_ERROR : ending.error.label();
        String outcome = ending.outcome.name().toLowerCase(Locale.ROOT);
        return new Ended(
                calls.labels(call[0], call[1], call[2], outcome, error),
                duration.labels(call[0], call[1], call[2], error));
    }
}
