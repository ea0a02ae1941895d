package io.serai.processors.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one limit has to give in one window.
 *
 * @param limit id of the limit, with the subject it is counted for
 * @param capacity how much may be used, in the limit's unit: requests, tokens, nano-dollars, calls at once
 * @param from when the window began, in milliseconds since the epoch; 0 where it never ends
 * @param until when it ends, in milliseconds since the epoch; {@link Long#MAX_VALUE} where it never does
 * @param rolling how far back a rolling window looks; null where the window is that of a calendar
 */
public record Counter(String limit, long capacity, long from, long until, @Nullable Duration rolling) {}
