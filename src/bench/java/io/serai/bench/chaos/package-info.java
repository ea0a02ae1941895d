/** What becomes of a cluster and of its bills while nodes die, the database is away and the network breaks. */
@NullMarked
package io.serai.bench.chaos;

import org.jspecify.annotations.NullMarked;
