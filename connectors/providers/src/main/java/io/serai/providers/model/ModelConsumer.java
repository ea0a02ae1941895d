package io.serai.providers.model;

import io.serai.api.model.ModelCard;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/** A route that is published as a model. Waits to be called by a {@link ModelProducer}, on that one's thread. */
final class ModelConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private final ModelEndpoint endpoint;
    private final ModelCard card;

    ModelConsumer(ModelEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.card = endpoint.card(endpoint.getName(), System.currentTimeMillis() / 1000);
    }

    /** What is told about the model; for a family, with the family's name. */
    ModelCard card() {
        return card;
    }

    List<String> names() {
        return endpoint.names();
    }

    /** Calls under way may still come to this model when the context stops. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return true;
    }

    @Override
    public int getPendingExchangesSize() {
        // They are on their callers' threads, and in Camel's inflight repository.
        return 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {}

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().models().publish(this);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().models().withdraw(this);
        super.doStop();
    }
}
