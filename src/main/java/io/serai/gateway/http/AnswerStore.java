package io.serai.gateway.http;

import java.util.Optional;

/** Keeps the answers of requests that had an idempotency key, and says who makes their calls. Thread-safe; may block. */
public interface AnswerStore {

    /** Who makes the call of a request. */
    enum Claim {
        /** This node, and no other until it releases the call or dies. */
        MINE,
        /** Another node makes it; its answer will be found here. */
        ELSEWHERE,
        /** Another node makes one under the same id, with another body. */
        OTHER_BODY
    }

    /** The answer that was kept under this id, while it is remembered. Ids begin with the tenant, and a slash after it. */
    Optional<KeptAnswer> find(String id);

    /** Keeps an answer; one that is too large is not kept. */
    void put(String id, KeptAnswer answer);

    /**
     * Asks to make the call of a request. Within one node this is settled already.
     *
     * @param print of the request's body
     */
    default Claim claim(String id, String print) {
        return Claim.MINE;
    }

    /** A call that was claimed is over: whoever asks next finds its answer, or may make it anew. */
    default void release(String id) {}
}
