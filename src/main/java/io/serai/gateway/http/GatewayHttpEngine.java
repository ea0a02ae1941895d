package io.serai.gateway.http;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/** Serves {@code platform-http:} from the gateway's own server. Bound in the registry as {@code platform-http-engine}. */
public final class GatewayHttpEngine extends VertxPlatformHttpEngine {

    private final GatewayHttpServer server;

    public GatewayHttpEngine(GatewayHttpServer server) {
        this.server = server;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new GatewayHttpConsumer(endpoint, processor, getHandlers(), server);
    }

    @Override
    public int getServerPort() {
        return server.port();
    }
}
