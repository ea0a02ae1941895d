package io.serai.processors.responses;

import java.util.Optional;

/**
 * Keeps answers for those who asked for them, within bounds of its own: what is kept may be gone at any time. Each scope is a world of its
 * own. Thread-safe; may block.
 */
public interface ResponseStore {

    /** Keeps an answer, if it can. */
    void put(String scope, StoredResponse response);

    /** The answer of this id, if it is still there. */
    Optional<StoredResponse> find(String scope, String id);

    /** Forgets an answer; whether there was one. */
    boolean delete(String scope, String id);
}
