/** The closed vocabulary of what can go wrong, the same in answers, metrics and traces. */
@NullMarked
package io.serai.api.error;

import org.jspecify.annotations.NullMarked;
