/**
 * Rankings of documents as front ends: Cohere's API in its version 2, and the one that Jina, Cohere's version 1 and the model servers
 * have in common.
 */
@NullMarked
package io.serai.processors.rerank;

import org.jspecify.annotations.NullMarked;
