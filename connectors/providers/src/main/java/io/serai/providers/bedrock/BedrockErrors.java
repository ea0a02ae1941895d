package io.serai.providers.bedrock;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Refusal;
import java.util.Locale;
import java.util.Map;

/**
 * What Bedrock's exceptions mean, whatever HTTP status they come with: in a stream they come with none (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html">error codes</a>).
 */
final class BedrockErrors {

    /** Names in lower case, and the status that says what they mean here. */
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("validationexception", 400),
            Map.entry("accessdeniedexception", 403),
            Map.entry("unrecognizedclientexception", 403),
            Map.entry("invalidsignatureexception", 403),
            Map.entry("incompletesignatureexception", 403),
            Map.entry("missingauthenticationtokenexception", 403),
            Map.entry("expiredtokenexception", 403),
            Map.entry("resourcenotfoundexception", 404),
            Map.entry("modeltimeoutexception", 408),
            Map.entry("throttlingexception", 429),
            Map.entry("servicequotaexceededexception", 429),
            // "Your request failed due to an error while processing the model": HTTP 424.
            Map.entry("modelerrorexception", 500),
            Map.entry("modelstreamerrorexception", 500),
            Map.entry("internalserverexception", 500),
            Map.entry("serviceunavailableexception", 503),
            // "The model specified in the request is not ready to serve inference requests": HTTP 429.
            Map.entry("modelnotreadyexception", 503));

    private final ProviderErrors errors;

    BedrockErrors(ProviderErrors errors) {
        this.errors = errors;
    }

    SeraiException of(Refusal refusal) {
        Map<?, ?> body = object(refusal.body());
        String message = message(body);
        String name = refusal.header()
                .apply("x-amzn-errortype")
                .orElseGet(() -> body.get("__type") instanceof String type ? type : "");
        int status = status(name, message, refusal.status());
        return errors.of(
                new Refusal(status, refusal.header(), Json.write(Map.of("message", message)), refusal.receivedAt()));
    }

    /** An exception within a stream. */
    SeraiException of(String name, byte[] body) {
        String message = message(object(body));
        return errors.of(status(name, message, 500), ErrorBody.of(Map.of("message", message)));
    }

    private static int status(String type, String message, int otherwise) {
        int known = STATUSES.getOrDefault(name(type), otherwise);
        return known == 400 && message.contains("model identifier is invalid") ? 404 : known;
    }

    /** {@code com.amazon.coral.service#ThrottlingException:http://internal.amazon.com/…} is a ThrottlingException. */
    private static String name(String type) {
        int colon = type.indexOf(':');
        String name = colon < 0 ? type : type.substring(0, colon);
        return name.substring(name.indexOf('#') + 1).strip().toLowerCase(Locale.ROOT);
    }

    private static String message(Map<?, ?> body) {
        Object message = body.get("message") == null ? body.get("Message") : body.get("message");
        return message instanceof String text ? text : "";
    }

    private static Map<?, ?> object(byte[] body) {
        try {
            return Json.standard().readObject(body);
        } catch (JsonException e) {
            return Map.of();
        }
    }
}
