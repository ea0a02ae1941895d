/** Who did what, when, and whether it was allowed: events chained by hashes, sealed by signatures, anchored elsewhere, and verified. */
@NullMarked
package io.serai.processors.audit;

import org.jspecify.annotations.NullMarked;
