/** How those who can answer calls stand: how busy, how quick, how much used, whether they rest after failures. */
@NullMarked
package io.serai.api.standing;

import org.jspecify.annotations.NullMarked;
