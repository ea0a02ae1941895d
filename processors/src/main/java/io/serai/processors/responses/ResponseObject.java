package io.serai.processors.responses;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response object (<a href="https://platform.openai.com/docs/api-reference/responses/object">source</a>). Parameters that the caller
 * did not send are told with the defaults that its page names.
 */
record ResponseObject(ResponseCall call) {

    Map<String, Object> inProgress(Output output) {
        return object(output, OutputItem.Status.IN_PROGRESS, List.of(), null);
    }

    /** @param completedAt in seconds since 1970 */
    Map<String, Object> ended(
            Output output, List<Map<String, Object>> items, @Nullable Map<String, Object> usage, long completedAt) {
        Map<String, Object> ended = object(
                output,
                output.incompleteReason().isPresent() ? OutputItem.Status.INCOMPLETE : OutputItem.Status.COMPLETED,
                items,
                usage);
        output.incompleteReason()
                .ifPresentOrElse(
                        reason -> ended.put("incomplete_details", Map.of("reason", reason)),
                        () -> ended.put("completed_at", completedAt));
        return ended;
    }

    Map<String, Object> failed(Output output, SeraiException failure) {
        Map<String, Object> failed = object(
                output,
                OutputItem.Status.FAILED,
                output.items().stream().map(call::told).toList(),
                null);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", ResponsesErrors.failureCode(failure));
        error.put("message", failure.getMessage());
        failed.put("error", error);
        return failed;
    }

    private Map<String, Object> object(
            Output output, OutputItem.Status status, List<?> items, @Nullable Map<String, Object> usage) {
        Map<String, Object> asked = call.asked();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", call.id());
        object.put("object", "response");
        object.put("created_at", call.createdAt());
        object.put("status", status.label());
        object.put("background", false);
        object.put("completed_at", null);
        object.put("error", null);
        object.put("incomplete_details", null);
        echo(object, "instructions", null);
        echo(object, "max_output_tokens", null);
        echo(object, "max_tool_calls", null);
        object.put("model", output.model().orElse(asked.get("model")));
        object.put("output", items);
        echo(object, "parallel_tool_calls", true);
        echo(object, "previous_response_id", null);
        echo(object, "prompt_cache_key", null);
        object.put("reasoning", withDefaults(asked.get("reasoning"), "effort", null, "summary", null));
        echo(object, "safety_identifier", null);
        object.put("service_tier", output.serviceTier().orElse(asked.get("service_tier")));
        object.put("store", call.isStored());
        echo(object, "temperature", 1.0);
        object.put("text", withDefaults(asked.get("text"), "format", Map.of("type", "text"), "verbosity", "medium"));
        echo(object, "tool_choice", "auto");
        echo(object, "tools", List.of());
        echo(object, "top_logprobs", 0);
        echo(object, "top_p", 1.0);
        echo(object, "truncation", "disabled");
        object.put("usage", usage == null ? null : usage(usage));
        echo(object, "user", null);
        echo(object, "metadata", Map.of());
        return object;
    }

    private void echo(Map<String, Object> object, String name, @Nullable Object otherwise) {
        Object asked = call.asked().get(name);
        object.put(name, asked == null ? otherwise : asked);
    }

    private static Map<String, Object> withDefaults(
            @Nullable Object asked, String first, @Nullable Object firstDefault, String second, @Nullable Object then) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(first, firstDefault);
        told.put(second, then);
        Items.object(asked).forEach((name, value) -> {
            if (value != null) {
                told.put(name, value);
            }
        });
        return told;
    }

    /** Counts that Responses has other names for; further ones as they are. */
    static Map<String, Object> usage(Map<String, Object> counts) {
        Usage usage = new Usage(counts);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("input_tokens", usage.promptTokens());
        told.put("input_tokens_details", details(counts.get("prompt_tokens_details"), "cached_tokens"));
        told.put("output_tokens", usage.completionTokens());
        told.put("output_tokens_details", details(counts.get("completion_tokens_details"), "reasoning_tokens"));
        told.put("total_tokens", usage.totalTokens());
        counts.forEach((name, value) -> {
            if (!name.startsWith("prompt_tokens") && !name.startsWith("completion_tokens") && value != null) {
                told.putIfAbsent(name, value);
            }
        });
        return told;
    }

    private static Map<String, Object> details(@Nullable Object counts, String always) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(always, 0);
        Items.object(counts).forEach((name, value) -> {
            if (value != null) {
                told.put(name, value);
            }
        });
        return told;
    }
}
