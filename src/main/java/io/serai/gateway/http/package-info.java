/** The HTTP engine: every request on its own virtual thread, every event sent the moment it arrives. */
@NullMarked
package io.serai.gateway.http;

import org.jspecify.annotations.NullMarked;
