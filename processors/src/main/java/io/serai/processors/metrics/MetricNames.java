package io.serai.processors.metrics;

/**
 * Every name that the gateway's own meters use: OpenTelemetry's GenAI conventions 1.41.1 (<a
 * href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">source</a>) with underscores for dots, and
 * {@code serai_} before what they have no name for.
 */
public final class MetricNames {

    /** Histogram of tokens, by {@link #TOKEN_TYPE}. */
    public static final String TOKEN_USAGE = "gen_ai_client_token_usage";
    /** Histogram of seconds from the call to the end of its answer. */
    public static final String OPERATION_DURATION = "gen_ai_client_operation_duration_seconds";
    /** Histogram of seconds from the call to the first token of a streamed answer. */
    public static final String TIME_TO_FIRST_TOKEN = "gen_ai_server_time_to_first_token_seconds";
    /** Counter of calls to providers, by {@link #OUTCOME} and {@link #ERROR_TYPE}. */
    public static final String CALLS = "serai_calls_total";
    /** Gauge of the streams that are being told to callers. */
    public static final String STREAMS_OPEN = "serai_streams_open";
    /** Counter of request fields that a provider could not be told, by {@link #FIELD}. */
    public static final String DROPPED_FIELDS = "serai_dropped_fields_total";
    /** Counter of requests to the gateway, by {@link #ROUTE} and {@link #STATUS}. */
    public static final String REQUESTS = "serai_requests_total";

    /** Counter of calls of a canary's variants, by {@link #CANARY}, {@link #VARIANT} and {@link #OUTCOME}. */
    public static final String VARIANT_CALLS = "serai_variant_calls_total";
    /** Counter of their tokens, in and out. */
    public static final String VARIANT_TOKENS = "serai_variant_tokens_total";
    /** Histogram of seconds from such a call to the end of its answer. */
    public static final String VARIANT_DURATION = "serai_variant_duration_seconds";

    public static final String OPERATION_NAME = "gen_ai_operation_name";
    public static final String PROVIDER_NAME = "gen_ai_provider_name";
    public static final String REQUEST_MODEL = "gen_ai_request_model";
    public static final String TOKEN_TYPE = "gen_ai_token_type";
    /** The label of an {@link io.serai.api.error.ErrorKind}; empty where nothing failed. */
    public static final String ERROR_TYPE = "error_type";
    /** {@code succeeded}, {@code failed} or {@code cancelled}. */
    public static final String OUTCOME = "outcome";
    /** A field of a request, without positions: {@code messages[].name}. */
    public static final String FIELD = "field";
    /** The path of an endpoint as it was declared, never as it was called. */
    public static final String ROUTE = "route";
    /** The name of a canary, by default that of its route. */
    public static final String CANARY = "canary";
    /** {@code stable} or {@code canary}. */
    public static final String VARIANT = "variant";
    /** The answer's HTTP status. */
    public static final String STATUS = "status";

    /** The value of {@link #REQUEST_MODEL} and {@link #FIELD} for those beyond the ones that are counted one by one. */
    public static final String OTHER = "other";

    private MetricNames() {}
}
