package io.serai.processors.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Events of a node that stands alone. */
public final class LocalEvents implements ClusterEvents {

    private final List<Consumer<ClusterEvent>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void publish(ClusterEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public void onEvent(Consumer<ClusterEvent> listener) {
        listeners.add(listener);
    }
}
