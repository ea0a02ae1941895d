package io.serai.processors.cache;

import io.serai.api.call.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A call whose answer consists of a part for each element of its request: the inputs of an embedding, the documents of a rerank. Used by one
 * thread.
 */
public interface ElementCall {

    /** {@link Operation#EMBED} or {@link Operation#RERANK}. */
    Operation operation();

    /** In canonical form; not to be changed. */
    Map<String, Object> request();

    /**
     * Under what the part of an element is kept. What else the call says is part of the key: all of the request but {@code user}, {@code
     * input} of an embedding and {@code documents}, {@code top_n} and {@code return_documents} of a rerank.
     *
     * @param element plain JSON data
     */
    CacheKey key(Object element);

    /** The parts that are kept, as far as the caller wants them. */
    Map<CacheKey, CachedAnswer> find(Collection<CacheKey> keys);

    /** Keeps the part of an element, where it may be kept. It is never changed afterwards. */
    void keep(CacheKey key, Map<String, Object> part, CachedAnswer.Source source);

    /**
     * Asks the step below; perhaps more than once.
     *
     * @param request in canonical form, perhaps with fewer elements
     * @throws io.serai.api.error.SeraiException the step's failure
     */
    Answered ask(Map<String, Object> request);

    /** Whether it may wait for what another call is asking for, and how long; zero where the caller wants an answer of its own. */
    Duration patience();

    /**
     * What the step below has said.
     *
     * @param answer in canonical form
     * @param source who gave it; empty where it may not be kept
     */
    record Answered(Map<String, Object> answer, Optional<CachedAnswer.Source> source) {}
}
