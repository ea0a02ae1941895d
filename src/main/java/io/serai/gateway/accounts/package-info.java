/** A gateway that knows its callers: who they are, what they may, what they have left, and what they have spent, put together. */
@NullMarked
package io.serai.gateway.accounts;

import org.jspecify.annotations.NullMarked;
