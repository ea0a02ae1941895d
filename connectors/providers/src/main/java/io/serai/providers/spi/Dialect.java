package io.serai.providers.spi;

import io.serai.api.call.Operation;
import io.serai.providers.http.UpstreamClient;
import java.util.Set;

/**
 * One way of speaking with models, such as {@code openai-compatible}. Found through {@link java.util.ServiceLoader}: a new one is a
 * package of its own and the service file that names it.
 */
public interface Dialect {

    /** The value of a provider's {@code dialect}. */
    String name();

    /** What can be asked in it; anything else is refused before a call is made. */
    Set<Operation> operations();

    /** Options that are text even where they look like JSON; any other that begins with a bracket is read as JSON. */
    default Set<String> texts() {
        return Set.of();
    }

    /**
     * A provider of these settings, ready to be called.
     *
     * @throws IllegalArgumentException naming the setting that is missing or wrong
     */
    Backend open(ProviderSettings settings, UpstreamClient http);
}
