/** Upstream HTTP: one client shared by all providers, blocking for its callers, with every wait bounded. */
@NullMarked
package io.serai.providers.http;

import org.jspecify.annotations.NullMarked;
