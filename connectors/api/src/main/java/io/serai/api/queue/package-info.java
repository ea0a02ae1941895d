/** What is told of calls that wait for their turn. */
@NullMarked
package io.serai.api.queue;

import org.jspecify.annotations.NullMarked;
