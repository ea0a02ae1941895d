package io.serai.providers.compatible;

import java.util.Optional;

/** Where a service has its endpoints. */
@FunctionalInterface
public interface Address {

    /** Endpoints below the base URL, the model in the body, as OpenAI has them. */
    Address OPENAI = (endpoint, model) -> endpoint;

    /**
     * The path of an endpoint after the base URL, with its query.
     *
     * @param endpoint such as {@code /chat/completions}
     * @param model that is called
     */
    String path(String endpoint, String model);

    /** What the body says of the model; nothing where the path says it. */
    default Optional<String> named(String model) {
        return Optional.of(model);
    }
}
