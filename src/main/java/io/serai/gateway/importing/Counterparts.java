package io.serai.gateway.importing;

import java.util.HashMap;
import java.util.Map;

/** What there is in place of LiteLLM's keys that route files have no word for. */
final class Counterparts {

    private static final String NONE = "no counterpart";
    private static final String PARAMETER =
            "targets take no parameters; a route of one's own does: ai:<provider>/<model>?<parameter>=<value>";
    private static final String STORE = "no counterpart: nothing of it is needed to route";
    private static final String LOGS = "no counterpart: metrics are on the management port, /metrics";
    private static final String KEYS = "no counterpart: who may call what is not said in route files";

    private static final Map<String, String> KNOWN = new HashMap<>();

    static {
        all(
                PARAMETER,
                "temperature",
                "top_p",
                "max_tokens",
                "max_completion_tokens",
                "seed",
                "stop",
                "presence_penalty",
                "frequency_penalty",
                "reasoning_effort",
                "n",
                "user",
                "extra_body");
        all(
                STORE,
                "redis_host",
                "redis_port",
                "redis_password",
                "redis_url",
                "redis_db",
                "database_url",
                "store_model_in_db",
                "database_connection_pool_limit",
                "database_connection_timeout");
        all(
                LOGS,
                "success_callback",
                "failure_callback",
                "callbacks",
                "service_callbacks",
                "alerting",
                "alerting_threshold",
                "turn_off_message_logging");
        all(KEYS, "master_key", "custom_auth", "allowed_routes", "team_id", "access_groups", "enable_jwt_auth");
        KNOWN.put(
                "drop_params",
                "no counterpart: fields that a provider can't be told are dropped and named in x-serai-dropped");
        KNOWN.put("cache", "no counterpart: answers are not kept");
        KNOWN.put("cache_params", "no counterpart: answers are not kept");
        KNOWN.put("max_parallel_requests", "no counterpart: no limits by target");
        KNOWN.put("environment_variables", "set them in the environment; their values are not copied");
        KNOWN.put("mock_response", "no counterpart; a provider with dialect: simulated answers without a model");
        KNOWN.put("num_retries_per_request", NONE);
        KNOWN.put("include", "other files are not read; import each");
        KNOWN.put("base_model", "not needed: prices go by the model that the answer names");
        KNOWN.put("litellm_provider", "not needed: the provider says it");
        KNOWN.put(
                "retry_after",
                "no counterpart: the provider's own Retry-After is heeded, else retries wait by full jitter");
        KNOWN.put("enable_tag_filtering", "not needed: callers choose targets by x-serai-tags");
        KNOWN.put("allowed_fails_policy", "no counterpart: one number of failures counts for all of them");
    }

    private Counterparts() {}

    static String of(String key) {
        return KNOWN.getOrDefault(key, NONE);
    }

    private static void all(String what, String... keys) {
        for (String key : keys) {
            KNOWN.put(key, what);
        }
    }
}
