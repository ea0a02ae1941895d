/** Vectors and scores that are kept one by one, so that a batch asks only for those that nobody has asked for before. */
@NullMarked
package io.serai.processors.cache.element;

import org.jspecify.annotations.NullMarked;
