package io.serai.providers.gemini;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.RetryAfter;
import io.serai.providers.http.Translator.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Google's errors mean: {@code {"error": {"code", "message", "status", "details"}}} (<a
 * href="https://cloud.google.com/apis/design/errors#error_model">error model</a>, <a
 * href="https://ai.google.dev/gemini-api/docs/troubleshooting">of Gemini</a>).
 */
final class GeminiErrors {

    private final String provider;
    private final ProviderErrors errors;

    GeminiErrors(String provider, List<String> secrets) {
        this.provider = provider;
        this.errors = new ProviderErrors(provider, secrets);
    }

    String provider() {
        return provider;
    }

    SeraiException of(Refusal refusal) {
        Map<?, ?> error = error(refusal.body());
        if (isKeyRefused(error)) {
            return keyRefused();
        }
        SeraiException known = errors.of(refusal);
        return known.retryAfter().isPresent() ? known : withRetry(known, error);
    }

    /** The error that an answer or an event with HTTP status 200 tells of, or null. */
    @Nullable
    SeraiException within(Map<String, Object> body) {
        if (!(body.get("error") instanceof Map<?, ?> error)) {
            return errors.within(body);
        }
        if (isKeyRefused(error)) {
            return keyRefused();
        }
        SeraiException known = errors.within(body);
        return known == null ? null : withRetry(known, error);
    }

    /** Google refuses a wrong key with status 400, and {@code reason} API_KEY_INVALID in the details. */
    private static boolean isKeyRefused(Map<?, ?> error) {
        for (Map<?, ?> detail : details(error)) {
            if ("API_KEY_INVALID".equals(detail.get("reason"))) {
                return true;
            }
        }
        return error.get("message") instanceof String message && message.startsWith("API key not valid");
    }

    private SeraiException keyRefused() {
        return new ProviderException(
                ErrorKind.PROVIDER_AUTH, "provider '" + provider + "' refused the gateway's credentials");
    }

    private static SeraiException withRetry(SeraiException known, Map<?, ?> error) {
        if (known.kind() != ErrorKind.PROVIDER_RATE_LIMITED && known.kind() != ErrorKind.PROVIDER_UNAVAILABLE) {
            return known;
        }
        for (Map<?, ?> detail : details(error)) {
            // google.rpc.RetryInfo: a duration such as "34.074824224s".
            if (detail.get("retryDelay") instanceof String delay && delay.endsWith("s")) {
                known.withRetryAfter(RetryAfter.seconds(delay.substring(0, delay.length() - 1)));
            }
        }
        return known;
    }

    private static List<Map<?, ?>> details(Map<?, ?> error) {
        return Nodes.objects(error.get("details"));
    }

    /** The error in a body; Vertex wraps that of a stream in a list. */
    private static Map<?, ?> error(byte[] body) {
        try {
            Object json = Json.standard().read(body, 0, body.length);
            if (json instanceof List<?> list && !list.isEmpty()) {
                json = list.get(0);
            }
            return json instanceof Map<?, ?> map && map.get("error") instanceof Map<?, ?> error ? error : Map.of();
        } catch (JsonException e) {
            return Map.of();
        }
    }
}
