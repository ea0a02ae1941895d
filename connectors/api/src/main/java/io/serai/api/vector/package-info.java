/** Vectors of texts: asked for, read and compared. */
@NullMarked
package io.serai.api.vector;

import org.jspecify.annotations.NullMarked;
