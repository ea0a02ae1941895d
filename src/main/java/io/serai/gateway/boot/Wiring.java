package io.serai.gateway.boot;

import io.serai.api.json.Json;
import io.serai.gateway.http.GatewayHttpServer;
import io.serai.gateway.http.ServedRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;

/** Puts into a context, before its routes are made, what they find there. */
final class Wiring extends MainListenerSupport {

    private final GatewayHttpServer server;
    private final Telemetry telemetry;
    private final Json json;
    private volatile @Nullable ServedRoutes served;

    /** @param json what requests are read with */
    Wiring(GatewayHttpServer server, Telemetry telemetry, Json json) {
        this.server = server;
        this.telemetry = telemetry;
        this.json = json;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        served = server.serve(context);
        telemetry.install(context);
        context.getCamelContextExtension().addContextPlugin(Json.class, json);
        context.getCamelContextExtension().setErrorHandlerFactory(quietErrorHandler());
        context.getCamelContextExtension().setHeadersMapFactory(new HeaderMapFactory());
    }

    /** What the context's routes serve, once it has been configured. */
    ServedRoutes served() {
        ServedRoutes known = served;
        if (known == null) {
            throw new IllegalStateException("the context is not configured yet");
        }
        return known;
    }

    /**
     * Camel's own, which logs each failed call at DEBUG only: a provider that refuses is told to the caller and counted in the metrics, and a
     * failed leg of a failover is no failure at all. Its option logExhausted is not heeded where there is no redelivery (4.18.0).
     */
    private static ErrorHandlerFactory quietErrorHandler() {
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.setLevel("DEBUG");
        return handler;
    }
}
