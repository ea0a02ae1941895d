/** Who calls: the identity that authentication leaves on an exchange, and nothing of how it was proven. */
@NullMarked
package io.serai.api.caller;

import org.jspecify.annotations.NullMarked;
