/** What front ends have in common: reading a request by rules, telling an answer whole or streamed, with its bill. */
@NullMarked
package io.serai.processors.frontend;

import org.jspecify.annotations.NullMarked;
