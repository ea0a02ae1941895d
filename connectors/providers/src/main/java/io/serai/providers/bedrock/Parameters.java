package io.serai.providers.bedrock;

import io.serai.providers.bedrock.Thinking.Mode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request beside messages and tools: what Converse has in common for all models goes into {@code inferenceConfig}, what only
 * some maker's models take into {@code additionalModelRequestFields} (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html">Converse</a>).
 */
final class Parameters {

    private static final String FIELDS = "additionalModelRequestFields";

    /** Converse's own, which may stand in a request under their own names. */
    private static final Set<String> CONVERSE = Set.of(
            "guardrailConfig",
            FIELDS,
            "additionalModelResponseFieldPaths",
            "promptVariables",
            "requestMetadata",
            "performanceConfig",
            "serviceTier",
            "outputConfig",
            "inferenceConfig",
            "toolConfig",
            "system",
            "messages");

    /** Claude's and Nova's own, likewise. */
    private static final Set<String> MODELS = Set.of(
            "thinking", "output_config", "anthropic_beta", "context_management", "reasoning_config", "reasoningConfig");

    private final Map<String, Object> request;
    private final ModelTraits traits;
    private final Mode thinking;
    private final Drops drops;
    private final Map<String, Object> inference = new LinkedHashMap<>(8);
    private final Map<String, Object> fields = new LinkedHashMap<>(8);
    private final Map<String, Object> top = new LinkedHashMap<>(8);

    Parameters(Map<String, Object> request, ModelTraits traits, Thinking thinking, ToolPlan tools, Drops drops) {
        this.request = request;
        this.traits = traits;
        this.thinking = thinking.mode();
        this.drops = drops;
        fields.putAll(thinking.fields());
        if (!tools.claudeChoice().isEmpty()) {
            fields.put("tool_choice", tools.claudeChoice());
        }
        request.forEach(this::member);
        verbosity(request.get("verbosity"));
        if (request.get("extra_body") instanceof Map<?, ?> extra) {
            extra.forEach((name, value) -> extra(String.valueOf(name), value));
        }
    }

    /** The most tokens that an answer may have, 0 where the request does not say. */
    static int maxTokens(Map<String, Object> request) {
        Object newer = request.get("max_completion_tokens");
        Object given = newer == null ? request.get("max_tokens") : newer;
        return given instanceof Number n ? n.intValue() : 0;
    }

    /** Adds all to the request. */
    void addTo(Map<String, Object> body) {
        if (!inference.isEmpty()) {
            merge(body, "inferenceConfig", inference);
        }
        if (!fields.isEmpty()) {
            merge(body, FIELDS, fields);
        }
        top.forEach((name, value) -> merge(body, name, value));
    }

    /** What of it tells how many tokens there are. */
    Map<String, Object> fields() {
        return fields;
    }

    private void member(String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (name) {
            case "model",
                    "messages",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "response_format",
                    "reasoning_effort",
                    "verbosity",
                    "extra_body",
                    "stream",
                    "stream_options",
                    "simulate",
                    "user" -> {}
            case "reasoning" -> {
                if (value instanceof Map<?, ?> wish
                        && Boolean.TRUE.equals(wish.get("exclude"))
                        && !(thinking == Mode.CLAUDES && traits.refusesBudgets())) {
                    drops.add("reasoning.exclude");
                }
            }
            case "max_tokens" -> {
                if (request.get("max_completion_tokens") == null) {
                    maxTokens(name, value);
                }
            }
            case "max_completion_tokens" -> maxTokens(name, value);
            case "temperature", "top_p" -> sampling(name, value);
            case "stop" -> stop(value);
            case "top_k", "seed", "frequency_penalty", "presence_penalty" -> model(name, value);
            case "service_tier" -> serviceTier(value);
            case "metadata" -> metadata(value);
            default -> rest(name, value);
        }
    }

    private void maxTokens(String name, Object value) {
        if (thinking == Mode.NOVAS_HARDEST) {
            drops.add(name);
        } else {
            inference.put("maxTokens", value);
        }
    }

    private void sampling(String name, Object value) {
        boolean temperature = name.equals("temperature");
        boolean unchanged = isOne(value);
        boolean refused = traits.refusesSampling()
                || thinking == Mode.NOVAS_HARDEST
                || (thinking == Mode.CLAUDES && (temperature || isBelow(value, "0.95")))
                || (!temperature && traits.takesOneOfTemperatureAndTopP() && request.get("temperature") != null);
        if (!refused) {
            inference.put(temperature ? "temperature" : "topP", value);
        } else if (!unchanged) {
            drops.add(name);
        }
    }

    private void stop(Object value) {
        List<Object> sequences = new ArrayList<>(4);
        if (value instanceof String one) {
            sequences.add(one);
        } else if (value instanceof List<?> list) {
            sequences.addAll(list);
        }
        if (!sequences.isEmpty()) {
            inference.put("stopSequences", sequences);
        }
    }

    /**
     * <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html">Inference parameters by maker</a>; Nova's has the
     * place of a parameter of its own API.
     */
    private void model(String name, Object value) {
        boolean topK = name.equals("top_k");
        switch (traits.family()) {
            case CLAUDE -> {
                if (topK && !traits.refusesSampling() && thinking != Mode.CLAUDES) {
                    fields.put(name, value);
                } else {
                    unlessDefault(name, value);
                }
            }
            case HIDDEN -> {
                if (topK) {
                    fields.put(name, value);
                } else {
                    unlessDefault(name, value);
                }
            }
            case NOVA, NOVA_2 -> {
                if (topK && thinking != Mode.NOVAS_HARDEST) {
                    fields.put("inferenceConfig", Map.of("topK", value));
                } else {
                    unlessDefault(name, value);
                }
            }
            case COHERE -> fields.put(topK ? "k" : name, value);
            case AI21 -> {
                if (name.endsWith("_penalty")) {
                    fields.put(name, value);
                } else {
                    drops.add(name);
                }
            }
            default -> unlessDefault(name, value);
        }
    }

    /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ServiceTier.html */
    private void serviceTier(Object value) {
        switch (String.valueOf(value)) {
            case "auto" -> {}
            case "default", "priority", "flex", "reserved" -> top.put("serviceTier", Map.of("type", value));
            default -> drops.add("service_tier");
        }
    }

    /** Labels for the logs of calls: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
    private void metadata(Object value) {
        if (value instanceof Map<?, ?> labels && labels.values().stream().allMatch(String.class::isInstance)) {
            if (!labels.isEmpty()) {
                top.put("requestMetadata", labels);
            }
        } else {
            drops.add("metadata");
        }
    }

    /** How thorough the answer is to be, whether the model thinks or not; the effort of its thinking goes first. */
    private void verbosity(@Nullable Object value) {
        if (!(value instanceof String wanted)) {
            return;
        }
        if (!traits.takesEffort()) {
            if (!wanted.equals("medium")) {
                drops.add("verbosity");
            }
            return;
        }
        Map<String, Object> config = new LinkedHashMap<>(4);
        config.put("effort", Thinking.claudesEffort(wanted, traits, "verbosity", drops));
        Object known = fields.get("output_config");
        fields.put("output_config", config);
        if (known != null) {
            merge(fields, "output_config", known);
        }
    }

    private void rest(String name, Object value) {
        if (name.equals("output_config")) {
            merge(fields, name, value);
        } else if (CONVERSE.contains(name)) {
            top.put(name, value);
        } else if (MODELS.contains(name)) {
            fields.put(name, value);
        } else {
            unlessDefault(name, value);
        }
    }

    private void extra(String name, @Nullable Object value) {
        if (name.equals("model") || name.equals("stream")) {
            return;
        }
        if (CONVERSE.contains(name)) {
            merge(top, name, value);
        } else {
            fields.put(name, value);
        }
    }

    /** Drops with notice what would mean something. */
    private void unlessDefault(String name, Object value) {
        boolean meaningless =
                switch (name) {
                    case "n" -> isOne(value);
                    case "frequency_penalty", "presence_penalty" -> isZero(value);
                    case "logprobs", "store" -> Boolean.FALSE.equals(value);
                    case "modalities" -> List.of("text").equals(value);
                    case "logit_bias" -> value instanceof Map<?, ?> map && map.isEmpty();
                    default -> false;
                };
        if (!meaningless) {
            drops.add(name);
        }
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> more && into.get(name) instanceof Map<?, ?> known) {
            Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) known);
            merged.putAll((Map<String, Object>) more);
            into.put(name, merged);
        } else {
            into.put(name, value);
        }
    }

    private static boolean isOne(Object value) {
        return value instanceof Number n && n.doubleValue() == 1;
    }

    private static boolean isZero(Object value) {
        return value instanceof Number n && n.doubleValue() == 0;
    }

    private static boolean isBelow(Object value, String limit) {
        return value instanceof Number n && new BigDecimal(n.toString()).compareTo(new BigDecimal(limit)) < 0;
    }
}
