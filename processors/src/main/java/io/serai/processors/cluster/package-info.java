/** What several nodes know together, in a Hazelcast cluster: shares of limits, events, answers, how targets stand. */
@NullMarked
package io.serai.processors.cluster;

import org.jspecify.annotations.NullMarked;
