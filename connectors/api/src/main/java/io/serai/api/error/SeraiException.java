package io.serai.api.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a caller may be told about, by whose fault it is. The message is fit for clients: it names fields, models and
 * providers, never a secret, a host, a prompt or a completion. Has no stack trace: it is control flow, and its kind says where it
 * arose.
 */
public abstract sealed class SeraiException extends RuntimeException
        permits CallerException, PolicyException, ProviderException, GatewayException {

    /** Longer than any limit lasts, short enough to be counted in nanoseconds. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);

    private final ErrorKind kind;
    private @Nullable String param;
    private @Nullable String code;
    private @Nullable Duration retryAfter;

    SeraiException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(message, cause, true, false);
        this.kind = kind;
        this.code = kind.code();
    }

    public final ErrorKind kind() {
        return kind;
    }

    /** The request field at fault, such as {@code messages[0].role}. */
    public final Optional<String> param() {
        return Optional.ofNullable(param);
    }

    /** OpenAI's {@code error.code}. */
    public final Optional<String> code() {
        return Optional.ofNullable(code);
    }

    /** When the same call may succeed; on a 429 and a 503 it becomes {@code Retry-After}. */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public final SeraiException withParam(@Nullable String param) {
        this.param = param;
        return this;
    }

    public final SeraiException withCode(@Nullable String code) {
        this.code = code;
        return this;
    }

    /** From zero to a year, whatever is given. */
    public final SeraiException withRetryAfter(@Nullable Duration retryAfter) {
        this.retryAfter = retryAfter == null ? null : bounded(retryAfter);
        return this;
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? kind.label() : message;
    }

    /** The failure as the vocabulary has it: itself, its first cause that is one, or {@code gateway_internal}. */
    public static SeraiException of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SeraiException known) {
                return known;
            }
        }
        return new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The gateway failed to handle this request.", failure);
    }
}
