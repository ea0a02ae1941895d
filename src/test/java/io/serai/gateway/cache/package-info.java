/** Whole gateways whose models keep answers, from the wire to the ledger and the store. */
@NullMarked
package io.serai.gateway.cache;

import org.jspecify.annotations.NullMarked;
