/** Telling what a call would do without making it. */
@NullMarked
package io.serai.api.explain;

import org.jspecify.annotations.NullMarked;
