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

    /** Counter of keys that a provider takes no calls by any more, by {@link #KEY} and {@link #REASON}. */
    public static final String LOST_KEYS = "serai_provider_keys_lost_total";

    /** Counter of calls to providers that no caller is billed for, by {@link #PURPOSE}; {@link #CALLS} counts them too. */
    public static final String UNBILLED_CALLS = "serai_unbilled_calls_total";

    /** Counter of calls that had a shadow, or should have had one, by {@link #SHADOW} and {@link #OUTCOME}. */
    public static final String SHADOWS = "serai_shadows_total";
    /** Counter of the ends of both sides of a shadow, by {@link #SIDE} and {@link #OUTCOME}. */
    public static final String SHADOW_ENDS = "serai_shadow_ends_total";
    /** Histogram of seconds from the question to the end of an answer, by {@link #SIDE}. */
    public static final String SHADOW_DURATION = "serai_shadow_duration_seconds";
    /** Histogram of seconds from the question to the first content of a stream, by {@link #SIDE}. */
    public static final String SHADOW_FIRST_CONTENT = "serai_shadow_first_content_seconds";
    /** Histogram of characters of an answer, by {@link #SIDE}. */
    public static final String SHADOW_LENGTH = "serai_shadow_characters";
    /** Counter of tokens in and out, by {@link #SIDE}. */
    public static final String SHADOW_TOKENS = "serai_shadow_tokens_total";
    /** Counter of US dollars, where prices are known, by {@link #SIDE}. */
    public static final String SHADOW_COST = "serai_shadow_cost_dollars_total";
    /** Counter of answers to requests that ask for JSON of a schema, by {@link #SIDE} and {@link #VERDICT}. */
    public static final String SHADOW_SCHEMA = "serai_shadow_schema_total";
    /** Counter of what both sides of a shadow have done alike or not, by {@link #ASPECT} and {@link #VERDICT}. */
    public static final String SHADOW_AGREEMENT = "serai_shadow_agreement_total";

    /** Gauge of the calls that wait in a queue, by {@link #QUEUE} and {@link #PRIORITY}. */
    public static final String QUEUE_WAITING = "serai_queue_waiting";
    /** Gauge of the calls that a queue lets run, by {@link #QUEUE}. */
    public static final String QUEUE_RUNNING = "serai_queue_running";
    /** Counter of calls that came to a queue, by {@link #QUEUE}, {@link #PRIORITY} and {@link #OUTCOME}. */
    public static final String QUEUE_CALLS = "serai_queue_calls_total";
    /** Histogram of seconds that calls have waited, however it ended, by {@link #QUEUE} and {@link #PRIORITY}. */
    public static final String QUEUE_WAIT = "serai_queue_wait_seconds";

    /** Counter of calls that met a cache, by {@link #REQUEST_MODEL} as the caller named it and {@link #RESULT}. */
    public static final String CACHE_REQUESTS = "serai_cache_requests_total";
    /** Counter of calls to providers that caches have answered in their place, by whom they would have gone to. */
    public static final String CACHE_SAVED_CALLS = "serai_cache_saved_calls_total";
    /** Counter of tokens that these would have used, by {@link #TOKEN_TYPE}. */
    public static final String CACHE_SAVED_TOKENS = "serai_cache_saved_tokens_total";
    /** Gauge of the answers that are kept, on all nodes. */
    public static final String CACHE_ENTRIES = "serai_cache_entries";
    /** Gauge of the bytes that they take. */
    public static final String CACHE_BYTES = "serai_cache_bytes";
    /** Gauge of the nodes that keep them. */
    public static final String CACHE_NODES = "serai_cache_nodes";
    /** Gauge of the answers that this node has dropped for want of room since its start. */
    public static final String CACHE_EVICTED = "serai_cache_evicted";
    /** Counter of questions that were compared by meaning, by {@link #EMBEDDINGS}, {@link #OUTCOME} and {@link #VETO}. */
    public static final String CACHE_QUESTIONS = "serai_cache_questions_total";
    /** Gauge, by {@link #EMBEDDINGS}: 1 while questions are compared by meaning, 0 while the model that embeds is not to be trusted. */
    public static final String CACHE_SEMANTIC = "serai_cache_semantic_on";
    /** Counter of the times that this was switched off, by {@link #EMBEDDINGS}. */
    public static final String CACHE_SEMANTIC_ALERTS = "serai_cache_semantic_alerts_total";

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
    /** The label of one of a provider's keys, never the key itself. */
    public static final String KEY = "key";
    /** {@code refused} or {@code used_up}. */
    public static final String REASON = "reason";
    /** The path of an endpoint as it was declared, never as it was called. */
    public static final String ROUTE = "route";
    /** The name of a canary, by default that of its route. */
    public static final String CANARY = "canary";
    /** {@code stable} or {@code canary}. */
    public static final String VARIANT = "variant";
    /** {@code shadow} or {@code upkeep}. */
    public static final String PURPOSE = "purpose";
    /** The name of a shadow, by default that of its route. */
    public static final String SHADOW = "shadow";
    /** {@code real} or {@code candidate}. */
    public static final String SIDE = "side";
    /** {@code finish_reason}, {@code tool_calls} or {@code judge}. */
    public static final String ASPECT = "aspect";
    /** What was found: {@code same}, {@code fits}, {@code candidate} … */
    public static final String VERDICT = "verdict";
    /** The name of a queue, by default that of its route. */
    public static final String QUEUE = "queue";
    /** The name of a class of a queue's callers. */
    public static final String PRIORITY = "priority";
    /** What a cache did: {@code hit}, {@code semantic-hit}, {@code partial}, {@code miss} or {@code bypass}. */
    public static final String RESULT = "result";
    /** Who embeds questions, as a URI. */
    public static final String EMBEDDINGS = "embeddings";
    /** What two questions differ in that makes them different, such as {@code number}; empty where nothing does. */
    public static final String VETO = "veto";
    /** The answer's HTTP status. */
    public static final String STATUS = "status";

    /** The value of {@link #REQUEST_MODEL} and {@link #FIELD} for those beyond the ones that are counted one by one. */
    public static final String OTHER = "other";

    /** Gauge: how much of a limit is used, by whoever has used most of it; 1 where all is. */
    public static final String LIMIT_USED = "serai_limit_used_ratio";
    /** Counter: calls that a limit has refused, or whose answers it has cut. */
    public static final String LIMIT_REFUSALS = "serai_limit_refusals_total";
    /** Counter: thresholds of a limit that were reached. */
    public static final String LIMIT_THRESHOLDS = "serai_limit_thresholds_total";
    /** Counter: calls of models that have no price. */
    public static final String UNPRICED = "serai.unpriced.calls";
    /** Gauge: rows of the ledger that are not in the database yet. */
    public static final String LEDGER_WAITING = "serai.ledger.waiting.rows";
    /** Gauge: calls that are taken down and have not ended. */
    public static final String LEDGER_RUNNING = "serai.ledger.running.calls";
    /** Counter: responses that were to be kept in the database and are not. */
    public static final String RESPONSES_LOST = "serai.responses.lost";
    /** Label: id of a limit. */
    public static final String LIMIT = "limit";
    /** Label: a threshold, in percent. */
    public static final String PERCENT = "percent";

    private MetricNames() {}
}
