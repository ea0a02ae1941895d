/** What travels with a call: its operation, its deadline, its cancellation, the names they have on an exchange. */
@NullMarked
package io.serai.api.call;

import org.jspecify.annotations.NullMarked;
