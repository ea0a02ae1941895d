package io.serai.processors.limits;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A pool that one process has for itself. */
class LocalPoolTest extends SharePoolContract {

    private final SharePool pool = new LocalPool(Clock.fixed(Instant.ofEpochMilli(1_700_006_400_000L), ZoneOffset.UTC));

    @Override
    protected SharePool node(int index) {
        return pool;
    }
}
