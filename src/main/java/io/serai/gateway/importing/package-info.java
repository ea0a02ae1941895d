/** Configurations of other gateways, written anew as route files of this one, with a list of what these have no word for. */
@NullMarked
package io.serai.gateway.importing;

import org.jspecify.annotations.NullMarked;
