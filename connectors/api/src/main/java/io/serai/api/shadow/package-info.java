/** What is told of candidates that are asked the same as those who answer, to be compared with them. */
@NullMarked
package io.serai.api.shadow;

import org.jspecify.annotations.NullMarked;
