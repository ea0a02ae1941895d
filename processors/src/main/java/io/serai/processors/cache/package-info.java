/** Answers that are kept and given again: to equal questions, and to those that mean the same. */
@NullMarked
package io.serai.processors.cache;

import org.jspecify.annotations.NullMarked;
