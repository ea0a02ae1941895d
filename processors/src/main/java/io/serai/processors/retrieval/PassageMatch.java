package io.serai.processors.retrieval;

/**
 * A passage that was found.
 *
 * @param passage what was found
 * @param score cosine of the angle between question and passage, from -1 to 1
 */
public record PassageMatch(Passage passage, double score) {}
