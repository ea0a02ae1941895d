/** Chooses by meaning: which of several routes a request belongs to, by examples of what is said there. */
@NullMarked
package io.serai.processors.semantic;

import org.jspecify.annotations.NullMarked;
