/** {@code POST /v1/explain}: what would become of a request, told without asking any provider. */
@NullMarked
package io.serai.processors.explain;

import org.jspecify.annotations.NullMarked;
