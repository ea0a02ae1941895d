package io.serai.api.trace;

import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one request, beside the attempts that its {@link Meter} has. Travels with the exchange of a caller who asked for
 * it by {@code x-serai-trace: on}, and is absent for everybody else. Shared by all copies of the exchange; thread-safe.
 */
public final class Trace {

    /** The request header by which callers ask for a trace. */
    public static final String HEADER = "x-serai-trace";

    /** The member under which an answer, an error or the last piece of a stream tells it. */
    public static final String MEMBER = "serai";

    /** A loop in a route must not fill the memory. */
    private static final int MOST = 1_000;

    private final long begunAt = System.nanoTime();
    private final List<Decision> decisions = new ArrayList<>(4);
    private final List<Verdict> verdicts = new ArrayList<>(0);
    private @Nullable String requestedModel;
    private @Nullable String resolvedModel;
    private Function<Attempt, Optional<BigDecimal>> costs = attempt -> Optional.empty();

    /** Whether the value of {@link #HEADER} asks for a trace. */
    public static boolean isAskedFor(@Nullable String header) {
        return "on".equalsIgnoreCase(header);
    }

    /** The model by the caller's own name for it. */
    public synchronized void requested(String model) {
        requestedModel = model;
    }

    /** Who answers, as {@code provider/model}; without a word of it, the trace tells whom the meter takes for it. */
    public synchronized void resolved(String target) {
        resolvedModel = target;
    }

    /** From now on attempts are told with what they cost in US dollars, where that is known. */
    public synchronized void priced(Function<Attempt, Optional<BigDecimal>> dollars) {
        costs = dollars;
    }

    /** Notes a turn that the request takes now; see {@link Decision}. */
    public synchronized void note(String where, Decision.Turn turn, String about, String why) {
        if (decisions.size() < MOST) {
            decisions.add(new Decision(System.nanoTime(), where, turn, about, why));
        }
    }

    /** Notes what a policy says now; see {@link Verdict}. */
    public synchronized void judged(String policy, String verdict, String why) {
        if (verdicts.size() < MOST) {
            verdicts.add(new Verdict(System.nanoTime(), policy, verdict, why));
        }
    }

    /** All turns so far, in their order. */
    public synchronized List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    /** All verdicts so far, in their order. */
    public synchronized List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    /**
     * The trace so far as callers are told it, plain JSON data.
     *
     * @param meter of the same request, where there is one
     */
    public synchronized Map<String, Object> told(@Nullable Meter meter) {
        return new TraceReport(begunAt, requestedModel, resolvedModel, costs).of(meter, decisions, verdicts);
    }
}
