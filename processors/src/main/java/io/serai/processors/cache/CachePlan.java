package io.serai.processors.cache;

import java.time.InstantSource;
import java.util.Optional;

/**
 * What all calls that come to one cache have in common.
 *
 * @param elements answers calls element by element
 * @param lookalikes finds questions that mean the same, where that is wanted
 * @param pause between two pieces of a replayed stream
 */
record CachePlan(
        CachePolicy policy,
        CallKeys keys,
        CacheSpace space,
        KeptAnswers kept,
        Accounts accounts,
        ElementCache elements,
        Optional<Lookalikes> lookalikes,
        InstantSource clock,
        PacedStream.Pause pause) {}
