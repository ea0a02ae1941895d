package io.serai.processors.limits;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of this node that holds something. Thread-safe. */
final class Leases {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final Set<Expiring> running = ConcurrentHashMap.newKeySet();

    void begin(Expiring holder) {
        running.add(holder);
    }

    void end(Expiring holder) {
        running.remove(holder);
    }

    int count() {
        return running.size();
    }

    /** Ends what should have ended by itself. */
    void expire(long now) {
        List<Expiring> over =
                running.stream().filter(holder -> holder.expiresAt() <= now).toList();
        for (Expiring holder : over) {
            running.remove(holder);
            expire(holder);
        }
    }

    /** What can't be taken down of one must not keep the others. */
    private static void expire(Expiring holder) {
        try {
            holder.expire();
        } catch (RuntimeException e) {
            LOG.warn("Could not take down that a call is lost: {}", e.getMessage());
        }
    }
}
