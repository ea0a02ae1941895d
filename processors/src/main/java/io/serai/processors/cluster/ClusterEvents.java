package io.serai.processors.cluster;

import java.util.function.Consumer;

/** Tells all nodes, this one included, that something has changed. Thread-safe. */
public interface ClusterEvents {

    /** Returns at once. Nobody may rely on it alone: an event is lost to a node that is cut off. */
    void publish(ClusterEvent event);

    /** Hears what any node publishes, on a thread that must not be kept long. */
    void onEvent(Consumer<ClusterEvent> listener);
}
