/** This node's part in a cluster of gateways: how it finds the others, and what it shares with them. */
@NullMarked
package io.serai.gateway.cluster;

import org.jspecify.annotations.NullMarked;
