/** Server-sent events: the WHATWG grammar read byte by byte, and frames ready for the wire. */
@NullMarked
package io.serai.api.sse;

import org.jspecify.annotations.NullMarked;
