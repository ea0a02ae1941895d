/** Summaries of texts longer than a model reads at once: cut into sections that fit, which a route summarises side by side. */
@NullMarked
package io.serai.processors.summary;

import org.jspecify.annotations.NullMarked;
