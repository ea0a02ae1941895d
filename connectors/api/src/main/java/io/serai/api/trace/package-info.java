/** What became of one request on its way through the gateway, noted for a caller who asked to be told. */
@NullMarked
package io.serai.api.trace;

import org.jspecify.annotations.NullMarked;
