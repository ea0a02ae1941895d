/** Secrets for providers, where Camel has no function for them. */
@NullMarked
package io.serai.providers.secret;

import org.jspecify.annotations.NullMarked;
