package io.serai.processors.models;

import java.util.Optional;

/**
 * How it is found out which target a request is meant for, by the targets' examples.
 *
 * @param embeddings who embeds the examples and the requests
 * @param threshold the cosine from which on a request is like an example
 */
record SemanticEntry(Mention embeddings, Optional<Double> threshold) {}
