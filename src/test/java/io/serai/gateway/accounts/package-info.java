/** Whole gateways that ask callers who they are and count what they spend, from the wire to the ledger. */
@NullMarked
package io.serai.gateway.accounts;

import org.jspecify.annotations.NullMarked;
