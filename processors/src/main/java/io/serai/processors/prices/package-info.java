/** What models cost, by a list of prices that operators keep, and what calls have cost by it: integers, nano-dollars. */
@NullMarked
package io.serai.processors.prices;

import org.jspecify.annotations.NullMarked;
