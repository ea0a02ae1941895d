/** From a command line to a running gateway, and back down in order. */
@NullMarked
package io.serai.gateway.boot;

import org.jspecify.annotations.NullMarked;
