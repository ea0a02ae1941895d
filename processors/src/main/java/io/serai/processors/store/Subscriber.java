package io.serai.processors.store;

import io.serai.processors.store.Changes.Listener;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener, and what it has not heard yet. Used by one thread. */
final class Subscriber {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    private final String kind;
    private final Listener listener;
    private final Set<String> pending = new HashSet<>();
    private boolean missed;
    private boolean failing;

    Subscriber(String kind, Listener listener) {
        this.kind = kind;
        this.listener = listener;
    }

    void add(Set<String> ids) {
        pending.addAll(ids);
    }

    void missed() {
        missed = true;
    }

    /** Tells what there is to tell; what could not be told is kept for the next time. */
    void tell() {
        try {
            if (missed) {
                listener.missed();
                missed = false;
                pending.clear();
            } else if (!pending.isEmpty()) {
                listener.changed(Set.copyOf(pending));
                pending.clear();
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Could not take over changes of kind '{}'; trying again: {}", kind, e.getMessage());
            }
            failing = true;
        }
    }
}
