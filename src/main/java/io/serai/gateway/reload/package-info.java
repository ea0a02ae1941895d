/** Edited routes go live while the gateway runs; broken ones do not. */
@NullMarked
package io.serai.gateway.reload;

import org.jspecify.annotations.NullMarked;
