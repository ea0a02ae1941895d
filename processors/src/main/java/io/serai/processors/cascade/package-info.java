/** A cheap model first, a stronger one where the cheap one's answer does not pass its checks. */
@NullMarked
package io.serai.processors.cascade;

import org.jspecify.annotations.NullMarked;
