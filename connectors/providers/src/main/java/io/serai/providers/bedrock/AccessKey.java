package io.serai.providers.bedrock;

import java.util.Map;
import java.util.Optional;

/**
 * An AWS access key.
 *
 * @param id its public part
 * @param secret its secret part
 * @param sessionToken of a temporary one
 */
record AccessKey(String id, String secret, Optional<String> sessionToken) {

    /**
     * The key in a provider's options {@code accessKeyId}, {@code secretAccessKey}, {@code sessionToken}; empty where they hold none.
     *
     * @throws IllegalArgumentException where one half is missing
     */
    static Optional<AccessKey> in(Map<String, Object> options) {
        Optional<String> id = option(options, "accessKeyId");
        Optional<String> secret = option(options, "secretAccessKey");
        if (id.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException(
                    "expected accessKeyId and secretAccessKey together, found one without the other");
        }
        return id.map(known -> new AccessKey(known, secret.orElseThrow(), option(options, "sessionToken")));
    }

    /** A setting that is text and not blank. */
    static Optional<String> option(Map<String, Object> options, String name) {
        return Optional.ofNullable(options.get(name))
                .map(value -> value.toString().strip())
                .filter(text -> !text.isEmpty());
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return id;
    }
}
