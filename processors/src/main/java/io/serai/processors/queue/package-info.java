/** Calls that wait for their turn in place of a refusal: a load balancer with a fair queue before its steps. */
@NullMarked
package io.serai.processors.queue;

import org.jspecify.annotations.NullMarked;
