/** Where one node keeps its answers, and how an answer becomes bytes and comes back. */
@NullMarked
package io.serai.processors.cache.store;

import org.jspecify.annotations.NullMarked;
