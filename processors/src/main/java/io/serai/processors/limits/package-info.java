/** How much callers may ask: limits on requests, tokens and money, reserved before each call and settled after it. */
@NullMarked
package io.serai.processors.limits;

import org.jspecify.annotations.NullMarked;
