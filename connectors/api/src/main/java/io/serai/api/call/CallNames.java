package io.serai.api.call;

/** The names under which a call's companions travel on a Camel exchange. Headers are for use in routes, properties for Java. */
public final class CallNames {

    /** Property: {@link io.serai.api.caller.Caller}, set by authentication only. */
    public static final String CALLER = "SeraiCaller";
    /** Property: {@link io.serai.api.meter.Meter}. */
    public static final String METER = "SeraiMeter";
    /** Property: {@link Deadline} of the whole request. */
    public static final String DEADLINE = "SeraiDeadline";
    /**
     * Property: {@code String}, the model that the caller named, or that a limit has put in its place; where there is a {@link CallCheck}, by
     * the name that it is published under.
     */
    public static final String ASKED = "SeraiAsked";
    /** Property: {@link io.serai.api.meter.RateLimits} of the caller, where it has any. */
    public static final String LIMITS = "SeraiLimits";
    /** Property: {@code Double}, the share that is left of the caller's budget that is nearest to its end, from 0 to 1. */
    public static final String BUDGET_LEFT = "SeraiBudgetLeft";
    /** Property: {@link TimeLimits} that a route sets for the calls of models below it. */
    public static final String TIME_LIMITS = "SeraiTimeLimits";
    /** Property: {@link Cancellation}, set off when the client has gone. */
    public static final String CANCEL = "SeraiCancel";
    /** Property: {@link Heartbeat} of the answer, present where the caller's connection can carry one. */
    public static final String HEARTBEAT = "SeraiHeartbeat";
    /** Property: the {@link io.serai.api.meter.Attempt} that left its answer in the body. */
    public static final String ATTEMPT = "SeraiAttempt";
    /** Property: {@code Boolean}, set where the answer in the body comes from one who stands in for another that was preferred. */
    public static final String FALLBACK = "SeraiFallback";
    /** Property: {@link io.serai.api.trace.Trace}, present where the caller asked for one. */
    public static final String TRACE = "SeraiTrace";
    /** Property: {@code String}, what the answer's {@code x-request-id} says. */
    public static final String REQUEST_ID = "SeraiRequestId";

    /** Property: {@code Boolean}, set where a call met a fault that its caller asked for: it says nothing about the provider. */
    public static final String FAULT_MET = "SeraiFaultMet";

    /** Header: the model that the caller asked for. */
    public static final String MODEL = "SeraiModel";
    /** Header: the {@link Operation#label()} that the caller asked for. */
    public static final String OPERATION = "SeraiOperation";
    /** Header: {@code Boolean}, whether the caller asked for a stream. */
    public static final String STREAM = "SeraiStream";

    /** Header of a caller: tags, all of which a target must have and by which calls are counted, separated by commas. */
    public static final String TAGS = "x-serai-tags";
    /** Header of a caller: the region that the request may not leave. */
    public static final String REGION = "x-serai-region";

    private CallNames() {}
}
