/** The {@code ai:} component: one call to one model of one provider. */
@NullMarked
package io.serai.providers.ai;

import org.jspecify.annotations.NullMarked;
