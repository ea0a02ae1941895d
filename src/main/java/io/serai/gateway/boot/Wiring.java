package io.serai.gateway.boot;

import io.serai.gateway.http.GatewayHttpServer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Puts into a context, before its routes are made, what they find there. */
final class Wiring extends MainListenerSupport {

    private final GatewayHttpServer server;
    private final Telemetry telemetry;

    Wiring(GatewayHttpServer server, Telemetry telemetry) {
        this.server = server;
        this.telemetry = telemetry;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        server.serve(context);
        telemetry.install(context);
    }
}
