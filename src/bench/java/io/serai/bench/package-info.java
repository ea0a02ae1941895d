/** The benchmark: the gateway beside a bare proxy, nginx and Portkey's gateway, each a process of its own, under the same load. */
@NullMarked
package io.serai.bench;

import org.jspecify.annotations.NullMarked;
