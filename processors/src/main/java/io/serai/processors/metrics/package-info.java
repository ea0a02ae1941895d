/** The gateway's own meters: what calls cost, how long they take and how they end, under OpenTelemetry's GenAI names. */
@NullMarked
package io.serai.processors.metrics;

import org.jspecify.annotations.NullMarked;
