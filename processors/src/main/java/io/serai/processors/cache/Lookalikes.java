package io.serai.processors.cache;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Finds the answers to questions that mean the same as another. Thread-safe. */
public interface Lookalikes {

    /**
     * A question and all that surrounds it.
     *
     * @param scope of its key
     * @param setting SHA-256 over all that must be equal: model, system prompt, tools, earlier conversation, parameters; hex
     * @param text of the last message of the user
     */
    record Question(String scope, String setting, String text) {}

    /** A question whose meaning is known by now. */
    interface Asked {

        /** The answer to the question nearest to it, where one is near enough and nothing speaks against it. */
        Optional<Match> match();

        /** It was answered, and the answer is kept. */
        void learn(CacheKey key, Duration life);
    }

    /**
     * A question that was asked before.
     *
     * @param score cosine of the angle between both, from -1 to 1
     */
    record Match(CacheKey key, double score) {}

    /** Finds out what a question means: one embedding, on the caller's bill. Never fails: where it can't be told there is no match. */
    Asked ask(Question question, Exchange exchange);
}
