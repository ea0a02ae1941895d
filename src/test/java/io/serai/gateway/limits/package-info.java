/** Limits where calls are made: models, routes and providers with nothing in between. */
@NullMarked
package io.serai.gateway.limits;

import org.jspecify.annotations.NullMarked;
