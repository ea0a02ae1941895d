package io.serai.processors.models;

import java.util.Optional;

/**
 * How it is found out what a request is like: the examples of a target, or a question that was asked before.
 *
 * @param embeddings who embeds both
 * @param threshold the cosine from which on they are alike
 */
record SemanticEntry(Mention embeddings, Optional<Double> threshold) {}
