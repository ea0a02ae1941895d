/** Opens the database that the gateway keeps its directory, ledger and audit log in, and makes its tables. */
@NullMarked
package io.serai.gateway.store;

import org.jspecify.annotations.NullMarked;
