/** Waiting on the calling thread for what a provider only pretends to do: a simulated one, or one whose faults are injected. */
@NullMarked
package io.serai.providers.waiting;

import org.jspecify.annotations.NullMarked;
