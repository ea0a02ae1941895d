/** What a provider's package implements: a dialect, found by its service file, that opens backends. */
@NullMarked
package io.serai.providers.spi;

import org.jspecify.annotations.NullMarked;
