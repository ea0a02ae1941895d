package io.serai.gateway.boot;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.simpleclient.bridge.SimpleclientCollector;
import io.serai.api.meter.MeterListener;
import io.serai.gateway.http.GatewayHttpServer;
import io.serai.processors.metrics.CallMetrics;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/**
 * The gateway's own meters as simpleclient collectors, Camel's and the JVM's as Micrometer's, on one page. Camel's exchange event notifier
 * stays off: it costs about 12 µs a request.
 */
final class Telemetry {

    private final PrometheusRegistry page = new PrometheusRegistry();
    private final PrometheusMeterRegistry micrometer =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, page, Clock.SYSTEM);
    private final CallMetrics calls;

    Telemetry() {
        CollectorRegistry own = new CollectorRegistry(true);
        calls = new CallMetrics(own);
        SimpleclientCollector.builder().collectorRegistry(own).register(page);
        List.of(
                        new ClassLoaderMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmGcMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(micrometer));
    }

    /** Shows how many requests the server is handling. */
    void watch(GatewayHttpServer server) {
        micrometer.gauge("serai.requests.running", server, GatewayHttpServer::running);
    }

    void install(CamelContext context) {
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, micrometer);
        context.getRegistry().bind("serai-call-metrics", MeterListener.class, calls);
        MicrometerRoutePolicyFactory routes = new MicrometerRoutePolicyFactory();
        routes.setMeterRegistry(micrometer);
        routes.getPolicyConfiguration().setContextEnabled(false);
        context.addRoutePolicyFactory(routes);
    }

    /** What is told of each attempt. */
    MeterListener listener() {
        return calls;
    }

    /** The page in Prometheus's text format. */
    String scrape() {
        return micrometer.scrape();
    }
}
