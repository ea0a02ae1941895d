package io.serai.processors.identity;

import java.util.Optional;

/** Knows the keys that have been given out, by their hashes. Asked for every request: from memory, never waiting. Thread-safe. */
@FunctionalInterface
public interface KeyLookup {

    /** Knows none. */
    KeyLookup NONE = hash -> Optional.empty();

    /** What is known of the key with this hash. The same object as long as nothing of it changes. */
    Optional<KeyFacts> find(KeyHash hash);
}
