/** Providers as beans: what {@code providers.camel.yaml} declares. */
@NullMarked
package io.serai.providers;

import org.jspecify.annotations.NullMarked;
