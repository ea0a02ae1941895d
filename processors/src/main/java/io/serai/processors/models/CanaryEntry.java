package io.serai.processors.models;

import io.serai.processors.routing.StickyBy;

/**
 * A model that answers a part of the calls in place of the targets.
 *
 * @param share of the callers, as a part of 1
 * @param stickyBy what keeps meeting the same of the two
 */
record CanaryEntry(Mention model, double share, StickyBy stickyBy) {}
