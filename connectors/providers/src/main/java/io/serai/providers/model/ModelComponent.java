package io.serai.providers.model;

import io.serai.api.call.CallCheck;
import io.serai.api.model.ModelCatalog;
import io.serai.providers.ai.AiComponent;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;

/** Publishes routes as models, and calls them. What is published can be looked up in the registry as {@link ModelCatalog}. */
@Component("model")
public class ModelComponent extends DefaultComponent {

    private final ModelRegistry models = new ModelRegistry();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ModelEndpoint endpoint = new ModelEndpoint(uri, this);
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** What is published at the moment. */
    public ModelRegistry models() {
        return models;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        CallCheck known = CamelContextHelper.findSingleByType(getCamelContext(), CallCheck.class);
        models.setCheck(known == null ? CallCheck.ALLOWED : known);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        models.setProviders(() -> getCamelContext().getComponent("ai", AiComponent.class));
        getCamelContext().getRegistry().bind("serai-models", ModelCatalog.class, models);
    }
}
