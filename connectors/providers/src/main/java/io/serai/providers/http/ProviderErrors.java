package io.serai.providers.http;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translator.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's refusal means, by HTTP status and error body (<a
 * href="https://platform.openai.com/docs/guides/error-codes">OpenAI's error codes</a>). A provider's own words reach the caller only where they
 * tell of the caller's own mistake, shortened and without the provider's secrets.
 */
public final class ProviderErrors {

    /** The code of {@code provider_rate_limited} where the gateway's account is empty: no waiting helps. */
    public static final String OUT_OF_QUOTA = "insufficient_quota";
    /** The code of {@code provider_auth} where the key is known and may not do this, as for another model it may: HTTP 403. */
    public static final String FORBIDDEN = "provider_forbidden";

    private static final int MESSAGE_CHARS = 500;
    private static final int SECRET_CHARS = 4;

    private static final Set<String> FILTER_CODES =
            Set.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");

    /** How providers say that a prompt is too long, where they have no code for it. In lower case. */
    private static final List<String> CONTEXT_TEXTS = List.of(
            // OpenAI, vLLM to 0.15, DeepSeek, Fireworks, Mistral ("too large for model with … maximum context length")
            "maximum context length",
            // vLLM from 0.16: https://github.com/harbor-framework/harbor/pull/996
            "context length is only",
            // llama.cpp: https://github.com/ggml-org/llama.cpp/pull/15780
            "exceeds the available context size",
            "exceed context window",
            // Together, and all that is built on text-generation-inference: `inputs` tokens + `max_new_tokens` must be
            // <= …
            "`inputs` tokens + `max_new_tokens` must be",
            // xAI
            "maximum prompt length",
            // Anthropic, Bedrock
            "prompt is too long",
            "input is too long",
            // Gemini: The input token count (…) exceeds the maximum number of tokens allowed (…)
            "exceeds the maximum number of tokens",
            // Cohere
            "too many tokens");

    /** How xAI refuses what its filter finds, with 403, naming team and key: https://github.com/UKGovernmentBEIS/inspect_ai/pull/2267 */
    private static final String FILTER_TEXT = "content violates usage guidelines";

    /** How xAI refuses a key, with 400: https://github.com/openai/codex/issues/1352 */
    private static final String KEY_TEXT = "you can obtain an api key from https://console.x.ai";

    private final String provider;
    private final List<String> secrets;

    /** @param secrets cut out of every text that goes on */
    public ProviderErrors(String provider, List<String> secrets) {
        this.provider = provider;
        this.secrets = secrets.stream().filter(s -> s.length() >= SECRET_CHARS).toList();
    }

    /** What an HTTP status of 300 or more means. */
    public SeraiException of(Refusal refusal) {
        ErrorBody body = ErrorBody.parse(refusal.body());
        SeraiException error = of(refusal.status(), body);
        if (error.kind() == ErrorKind.PROVIDER_RATE_LIMITED || error.kind() == ErrorKind.PROVIDER_UNAVAILABLE) {
            error.withRetryAfter(RetryAfter.in(refusal.header(), refusal.receivedAt()));
        }
        return error;
    }

    /** The error that an answer or a chunk with HTTP status 200 tells of, or null. */
    @Nullable
    public SeraiException within(Map<String, Object> body) {
        Object error = body.get("error");
        if (error == null || (error instanceof Map<?, ?> empty && empty.isEmpty())) {
            return null;
        }
        return event(body);
    }

    /** What an error event of a stream means. */
    public SeraiException event(Map<String, Object> body) {
        ErrorBody error = ErrorBody.of(body);
        return of(error.status().orElse(500), error);
    }

    /** What a provider's complaint under this HTTP status means, whatever status it came with. */
    public SeraiException of(int status, ErrorBody error) {
        if (status >= 400 && status != 401 && status != 429) {
            if (isContextLength(error)) {
                return new ProviderException(
                        ErrorKind.PROVIDER_CONTEXT_LENGTH, told(error, "the prompt is too long for the model"));
            }
            if (isFiltered(error)) {
                String otherwise = "the provider's content filter refused the request";
                return new ProviderException(
                        ErrorKind.PROVIDER_CONTENT_FILTER,
                        says(error, FILTER_TEXT) ? otherwise : told(error, otherwise));
            }
        }
        return switch (status) {
            case 400, 422 ->
                says(error, KEY_TEXT)
                        ? refusedCredentials()
                        : new CallerException(
                                        ErrorKind.CALLER_BAD_REQUEST, told(error, "the provider refused the request"))
                                .withParam(redacted(error.param()))
                                .withCode(redacted(error.code()));
            case 401 -> refusedCredentials();
            case 403 -> refusedCredentials().withCode(FORBIDDEN);
            // DeepSeek and OpenRouter: the account is empty. OpenAI says the same with 429.
            case 402 -> outOfQuota();
            case 404 ->
                new CallerException(ErrorKind.CALLER_NOT_FOUND, told(error, "the provider does not have this model"))
                        .withParam(redacted(error.param()))
                        .withCode(error.code() == null ? "model_not_found" : redacted(error.code()));
            case 408, 504 ->
                new ProviderException(
                        ErrorKind.PROVIDER_TIMEOUT,
                        "provider '" + provider + "' gave up waiting for its model (HTTP status " + status + ")");
            // Groq says 413 too where a request has more tokens than may be used up in a minute.
            case 413 ->
                "rate_limit_exceeded".equals(error.code())
                        ? rateLimited()
                        : new CallerException(
                                ErrorKind.CALLER_TOO_LARGE,
                                "the request is larger than provider '" + provider + "' accepts");
            case 429 -> OUT_OF_QUOTA.equals(error.code()) ? outOfQuota() : rateLimited();
            // Groq: "Flex Tier Capacity Exceeded", https://console.groq.com/docs/errors
            case 498 -> rateLimited();
            default -> other(status);
        };
    }

    private SeraiException refusedCredentials() {
        return new ProviderException(
                ErrorKind.PROVIDER_AUTH, "provider '" + provider + "' refused the gateway's credentials");
    }

    private SeraiException other(int status) {
        return status >= 500
                ? new ProviderException(
                        ErrorKind.PROVIDER_UNAVAILABLE,
                        "provider '" + provider + "' failed (HTTP status " + status + ")")
                : new ProviderException(
                        ErrorKind.PROVIDER_BAD_RESPONSE,
                        "provider '" + provider + "' answered with HTTP status " + status);
    }

    // OpenAI's own words on limits name the organisation.
    private SeraiException rateLimited() {
        return new ProviderException(
                ErrorKind.PROVIDER_RATE_LIMITED, "provider '" + provider + "' limits the rate of calls");
    }

    private SeraiException outOfQuota() {
        return new ProviderException(
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        "the gateway's quota at provider '" + provider + "' is used up")
                .withCode(OUT_OF_QUOTA);
    }

    private static boolean isContextLength(ErrorBody error) {
        if ("context_length_exceeded".equals(error.code()) || "exceed_context_size_error".equals(error.type())) {
            return true;
        }
        String text = error.message().toLowerCase(Locale.ROOT);
        return CONTEXT_TEXTS.stream().anyMatch(text::contains);
    }

    private static boolean isFiltered(ErrorBody error) {
        String code = error.code();
        return (code != null && FILTER_CODES.contains(code.toLowerCase(Locale.ROOT)))
                || error.flagged()
                || says(error, FILTER_TEXT);
    }

    private static boolean says(ErrorBody error, String text) {
        return error.message().toLowerCase(Locale.ROOT).contains(text);
    }

    private String told(ErrorBody error, String otherwise) {
        String text = withoutSecrets(error.message()).strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        return text.length() <= MESSAGE_CHARS ? text : text.substring(0, cut(text)) + "…";
    }

    private @Nullable String redacted(@Nullable String word) {
        return word == null ? null : withoutSecrets(word);
    }

    private String withoutSecrets(String said) {
        String text = said;
        for (String secret : secrets) {
            text = text.replace(secret, "[redacted]");
        }
        return text;
    }

    /** Never between the halves of a surrogate pair. */
    private static int cut(String text) {
        int end = MESSAGE_CHARS - 1;
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
