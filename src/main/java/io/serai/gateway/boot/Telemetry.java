package io.serai.gateway.boot;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
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
import io.serai.api.meter.VariantListener;
import io.serai.api.queue.QueueListener;
import io.serai.api.shadow.ShadowListener;
import io.serai.gateway.accounts.Accounts;
import io.serai.gateway.http.GatewayHttpServer;
import io.serai.gateway.http.TrafficListener;
import io.serai.processors.cache.CacheListener;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.semantic.MeaningListener;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.metrics.CacheMetrics;
import io.serai.processors.metrics.CacheSizes;
import io.serai.processors.metrics.CallMetrics;
import io.serai.processors.metrics.MetricNames;
import io.serai.processors.metrics.QueueMetrics;
import io.serai.processors.metrics.ShadowMetrics;
import io.serai.processors.metrics.VariantMetrics;
import io.serai.processors.prices.UnpricedCalls;
import io.serai.processors.prices.UnpricedListener;
import io.serai.processors.responses.DurableResponseStore;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** The gateway's own meters and Camel's as simpleclient collectors, the JVM's and what routes count by Micrometer, on one page. */
final class Telemetry {

    private final PrometheusRegistry page = new PrometheusRegistry();
    private final PrometheusMeterRegistry micrometer =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, page, Clock.SYSTEM);
    private final CollectorRegistry own = new CollectorRegistry(true);
    private final CallMetrics calls;
    private final CacheMetrics caches;
    private final VariantMetrics variants;
    private final ShadowMetrics shadows;
    private final QueueMetrics queues;
    private final LimitMetrics limits;
    private final UnpricedCalls unpriced = new UnpricedCalls();
    private final RouteCollector routes = new RouteCollector();

    Telemetry() {
        caches = new CacheMetrics(own);
        calls = new CallMetrics(own, caches);
        variants = new VariantMetrics(own);
        shadows = new ShadowMetrics(own);
        queues = new QueueMetrics(own);
        limits = new LimitMetrics(own);
        FunctionCounter.builder(MetricNames.UNPRICED, unpriced, UnpricedCalls::count)
                .register(micrometer);
        routes.register(own);
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

    /** Shows how the books are. */
    void watch(Accounts accounts) {
        micrometer.gauge(
                MetricNames.LEDGER_WAITING, accounts, known -> known.status().waiting());
        micrometer.gauge(
                MetricNames.LEDGER_RUNNING, accounts, known -> known.status().running());
    }

    /** Shows how many stored responses will not outlive a restart. */
    void watch(DurableResponseStore responses) {
        FunctionCounter.builder(MetricNames.RESPONSES_LOST, responses, DurableResponseStore::lost)
                .register(micrometer);
    }

    /** Shows how much is kept in caches. */
    void watch(CacheStore answers) {
        new CacheSizes(own, answers::statistics);
    }

    /** What caches have done on this node. */
    CacheMetrics caches() {
        return caches;
    }

    /** What is told of limits. */
    LimitListener limits() {
        return limits;
    }

    /** What is told of models without a price. */
    UnpricedListener unpriced() {
        return unpriced;
    }

    void install(CamelContext context) {
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, micrometer);
        context.getRegistry().bind("serai-call-metrics", MeterListener.class, calls);
        context.getRegistry().bind("serai-variant-metrics", VariantListener.class, variants);
        context.getRegistry().bind("serai-shadow-metrics", ShadowListener.class, shadows);
        context.getRegistry().bind("serai-queue-metrics", QueueListener.class, queues);
        context.getRegistry().bind("serai-cache-metrics", CacheListener.class, caches);
        context.getRegistry().bind("serai-cache-meanings", MeaningListener.class, caches);
        routes.add(context);
    }

    /** Forgets a context that has been closed. */
    void remove(CamelContext context) {
        routes.remove(context);
    }

    /** What is told of each attempt. */
    MeterListener listener() {
        return calls;
    }

    /** What is told of requests and streams. */
    TrafficListener traffic() {
        return new TrafficListener() {
            @Override
            public void request(String route, int status) {
                calls.request(route, status);
            }

            @Override
            public void streamOpened() {
                calls.streamOpened();
            }

            @Override
            public void streamClosed() {
                calls.streamClosed();
            }
        };
    }

    /** The page in Prometheus's text format. */
    String scrape() {
        return micrometer.scrape();
    }
}
