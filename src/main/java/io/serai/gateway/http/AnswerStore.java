package io.serai.gateway.http;

import java.util.Optional;

/** Keeps the answers of requests that had an idempotency key. Thread-safe. */
public interface AnswerStore {

    /** The answer that was kept under this id, while it is remembered. */
    Optional<KeptAnswer> find(String id);

    /** Keeps an answer; one that is too large is not kept. */
    void put(String id, KeptAnswer answer);
}
