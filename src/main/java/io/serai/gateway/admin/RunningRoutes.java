package io.serai.gateway.admin;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.explain.Explainer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** What a Camel context publishes. */
public final class RunningRoutes implements Published {

    private final Supplier<CamelContext> camel;

    /** @param camel the context that requests come to at the moment: another one after each reload */
    public RunningRoutes(Supplier<CamelContext> camel) {
        this.camel = camel;
    }

    @Override
    public ModelCatalog catalog() {
        return camel.get().getRegistry().findSingleByType(ModelCatalog.class);
    }

    @Override
    public CallCheck check() {
        return camel.get().getRegistry().findSingleByType(CallCheck.class);
    }

    @Override
    public Map<String, Object> route(Caller caller, String model) {
        Exchange exchange = new DefaultExchange(camel.get());
        exchange.setProperty(CallNames.CALLER, caller);
        exchange.getMessage().setHeader(CallNames.MODEL, model);
        exchange.getMessage().setBody(Map.of("model", model, "messages", List.of()));
        new Explainer().process(exchange);
        try {
            return Json.standard().readObject(exchange.getMessage().getBody(byte[].class));
        } catch (JsonException e) {
            throw new IllegalStateException("the explainer writes JSON", e);
        }
    }
}
