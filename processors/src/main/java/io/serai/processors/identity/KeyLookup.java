package io.serai.processors.identity;

import java.util.Optional;

/** Knows the keys that have been given out, by their hashes. Asked for every request: from memory, never waiting. Thread-safe. */
@FunctionalInterface
public interface KeyLookup {

    /** Knows none. */
    KeyLookup NONE = hash -> Optional.empty();

    /**
     * What is known of the key with this hash. The same object as long as nothing of it changes.
     *
     * @throws io.serai.api.error.GatewayException where all that is known has become too old to go by
     */
    Optional<KeyFacts> find(KeyHash hash);

    /**
     * Goes on where a key that is not found is none.
     *
     * @throws io.serai.api.error.GatewayException where it may have been made since anything was last heard of keys
     */
    default void requireCurrent() {}
}
