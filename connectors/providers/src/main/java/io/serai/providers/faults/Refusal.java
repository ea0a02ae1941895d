package io.serai.providers.faults;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A refusal in place of an answer: the failure that a provider's own would have become. */
sealed interface Refusal {

    /** The failure that a call meets. */
    SeraiException of(String provider);

    /** Whether it may say when to come again. */
    default boolean isPassing() {
        ErrorKind kind = of("").kind();
        return kind == ErrorKind.PROVIDER_RATE_LIMITED || kind == ErrorKind.PROVIDER_UNAVAILABLE;
    }

    /**
     * An HTTP status.
     *
     * @param status 400 to 599
     * @param retryAfter what {@code Retry-After} says
     */
    record ByStatus(int status, Optional<Duration> retryAfter) implements Refusal {

        private static final byte[] BODY =
                "{\"error\":{\"message\":\"This fault was injected.\"}}".getBytes(StandardCharsets.UTF_8);

        @Override
        public SeraiException of(String provider) {
            return new ProviderErrors(provider, List.of())
                    .of(new Translator.Refusal(status, this::header, BODY, Instant.EPOCH));
        }

        private Optional<String> header(String name) {
            return name.equals("retry-after-ms")
                    ? retryAfter.map(asked -> String.valueOf(asked.toMillis()))
                    : Optional.empty();
        }
    }

    /**
     * A kind of failure, for those that no status tells.
     *
     * @param kind one of the providers'
     * @param retryAfter when the provider asks to be called again
     */
    record ByKind(ErrorKind kind, Optional<Duration> retryAfter) implements Refusal {

        @Override
        public SeraiException of(String provider) {
            return new ProviderException(kind, "provider '" + provider + "' failed: this fault was injected")
                    .withRetryAfter(retryAfter.orElse(null));
        }
    }
}
