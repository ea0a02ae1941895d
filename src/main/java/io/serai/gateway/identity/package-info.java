/** Puts the pieces together that say who calls: settings, the pepper, the directory, and the entrance that asks them. */
@NullMarked
package io.serai.gateway.identity;

import org.jspecify.annotations.NullMarked;
