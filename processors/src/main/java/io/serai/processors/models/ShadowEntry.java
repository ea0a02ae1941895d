package io.serai.processors.models;

import java.util.Optional;

/**
 * A candidate that is asked beside those who answer.
 *
 * @param share of the calls, as a part of 1
 * @param judge who says which of the two answers is better
 */
record ShadowEntry(Mention model, double share, Optional<Mention> judge) {}
