/** Answers to questions that mean the same: where questions point, which of them are near each other, and what speaks against it. */
@NullMarked
package io.serai.processors.cache.semantic;

import org.jspecify.annotations.NullMarked;
