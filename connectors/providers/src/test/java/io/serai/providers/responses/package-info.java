/** Responses as an upstream: what files can't say. */
@NullMarked
package io.serai.providers.responses;

import org.jspecify.annotations.NullMarked;
