package io.serai.processors.gemini;

import io.serai.api.error.ErrorShape;
import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Failures as Google's APIs tell them: {@code google.rpc.Status} (<a href="https://cloud.google.com/apis/design/errors#error_model">error
 * model</a>, <a href="https://ai.google.dev/gemini-api/docs/troubleshooting">of Gemini</a>), with the field at fault, the time to wait and
 * the gateway's own word in its details.
 */
public final class GeminiErrors implements ErrorShape {

    private static final List<String> PATHS =
            List.of("/v1beta/", "/v1alpha/", "/v1beta1/", "/v1/projects/", "/v1/publishers/", "/v1/tunedModels/");
    private static final String MODELS = "/v1/models/";
    private static final String TYPES = "type.googleapis.com/google.rpc.";

    @Override
    public boolean serves(String path) {
        for (String start : PATHS) {
            if (path.startsWith(start)) {
                return true;
            }
        }
        if (!path.startsWith(MODELS)) {
            return false;
        }
        // OpenAI's API has that path too, but no methods.
        int colon = path.lastIndexOf(':');
        return colon > 0 && Method.of(path.substring(colon + 1)).isPresent();
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Map<String, Object> error(SeraiException failure, String requestId) {
        return error(failure);
    }

    @Override
    public byte[] frame(Map<String, Object> error) {
        return event(error);
    }

    /**
     * The end of a stream of events that breaks off: an event, which Google's SDK for Java wants, and the error bare, as Google itself sends
     * it, which that for JavaScript wants: it takes no notice of an event that is an error, nor does a reader of events of what is none.
     */
    static byte[] event(Map<String, Object> error) {
        byte[] event = Frames.event(error);
        byte[] bare = Frames.whole(error);
        byte[] both = Arrays.copyOf(event, event.length + bare.length);
        System.arraycopy(bare, 0, both, event.length, bare.length);
        return both;
    }

    static Map<String, Object> error(SeraiException failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", failure.kind().status());
        error.put("message", failure.getMessage());
        error.put("status", word(failure));
        error.put("details", details(failure));
        return Node.map("error", error);
    }

    private static List<Map<String, Object>> details(SeraiException failure) {
        List<Map<String, Object>> details = new ArrayList<>(2);
        Map<String, Object> info = detail("ErrorInfo");
        info.put("reason", failure.kind().label().toUpperCase(Locale.ROOT));
        info.put("domain", "serai");
        details.add(info);
        failure.param().filter(param -> !param.isEmpty()).ifPresent(field -> {
            Map<String, Object> violation = new LinkedHashMap<>();
            violation.put("field", field);
            violation.put("description", failure.getMessage());
            Map<String, Object> request = detail("BadRequest");
            request.put("fieldViolations", List.of(violation));
            details.add(request);
        });
        failure.retryAfter().ifPresent(wait -> {
            Map<String, Object> retry = detail("RetryInfo");
            retry.put("retryDelay", Math.max(1, wait.plusMillis(999).toSeconds()) + "s");
            details.add(retry);
        });
        return details;
    }

    private static Map<String, Object> detail(String type) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("@type", TYPES + type);
        return detail;
    }

    /** The name of <a href="https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto">google.rpc.Code</a>. */
    private static String word(SeraiException failure) {
        return switch (failure.kind()) {
            case CALLER_UNAUTHENTICATED -> "UNAUTHENTICATED";
            case CALLER_FORBIDDEN, POLICY_SUBSCRIPTION_REQUIRED -> "PERMISSION_DENIED";
            case CALLER_NOT_FOUND -> "NOT_FOUND";
            case CALLER_CONFLICT -> "ABORTED";
            case CALLER_GONE -> "CANCELLED";
            case CALLER_METHOD_NOT_ALLOWED -> "UNIMPLEMENTED";
            case CALLER_TIMEOUT, PROVIDER_TIMEOUT -> "DEADLINE_EXCEEDED";
            case POLICY_RATE_LIMITED, POLICY_QUOTA_EXCEEDED, POLICY_BUDGET_EXCEEDED, PROVIDER_RATE_LIMITED ->
                "RESOURCE_EXHAUSTED";
            case PROVIDER_UNAVAILABLE, PROVIDER_NOT_CONFIGURED, GATEWAY_OVERLOADED, GATEWAY_DRAINING -> "UNAVAILABLE";
            case PROVIDER_BAD_RESPONSE, PROVIDER_AUTH, GATEWAY_INTERNAL -> "INTERNAL";
            case CALLER_BAD_REQUEST,
                    CALLER_TOO_LARGE,
                    CALLER_UNSUPPORTED_MEDIA_TYPE,
                    CALLER_HEADERS_TOO_LARGE,
                    POLICY_GUARD_BLOCKED,
                    PROVIDER_CONTEXT_LENGTH,
                    PROVIDER_CONTENT_FILTER -> "INVALID_ARGUMENT";
        };
    }
}
