/** Which of several targets answers a call, and what happens when one fails: Camel load balancers, usable in any route. */
@NullMarked
package io.serai.processors.routing;

import org.jspecify.annotations.NullMarked;
