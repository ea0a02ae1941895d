/** Tokens counted here, for the simulated provider and for providers that can't be asked. */
@NullMarked
package io.serai.providers.tokens;

import org.jspecify.annotations.NullMarked;
