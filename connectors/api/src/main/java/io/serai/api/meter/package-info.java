/** What a call used and how it went: one meter per request, one attempt per provider call. */
@NullMarked
package io.serai.api.meter;

import org.jspecify.annotations.NullMarked;
