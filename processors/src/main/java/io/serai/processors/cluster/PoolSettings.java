package io.serai.processors.cluster;

import java.time.Duration;

/**
 * How a node deals with the pool of shares.
 *
 * @param patience how long it waits for an answer of another node
 * @param lease how long after a node has gone its share stays its own
 * @param fresh how old what it knows to be taken may be
 */
public record PoolSettings(Duration patience, Duration lease, Duration fresh) {

    public static final PoolSettings DEFAULT =
            new PoolSettings(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(1));

    public PoolSettings {
        if (patience.isNegative() || patience.isZero() || lease.isNegative() || fresh.isNegative()) {
            throw new IllegalArgumentException(
                    "expected patience above zero, and no negative lease or freshness, found " + patience + ", " + lease
                            + ", " + fresh);
        }
    }
}
