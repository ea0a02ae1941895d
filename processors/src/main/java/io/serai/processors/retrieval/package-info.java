/** Answers from documents: texts are cut into passages, found by the likeness of their vectors, and put in front of a question. */
@NullMarked
package io.serai.processors.retrieval;

import org.jspecify.annotations.NullMarked;
