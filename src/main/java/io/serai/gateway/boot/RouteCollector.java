package io.serai.gateway.boot;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/**
 * Camel's own figures of each route, read from its management counters when Prometheus asks. Micrometer's route policy keeps the same ones
 * under the same names, at 5 % of the CPU of a request (it formats a text for each exchange).
 */
final class RouteCollector extends Collector {

    private static final List<String> LABELS = List.of("camelContext", "routeId");

    private final Set<CamelContext> contexts = new CopyOnWriteArraySet<>();

    /** Counts the routes of this context from now on. */
    void add(CamelContext context) {
        contexts.add(context);
    }

    void remove(CamelContext context) {
        contexts.remove(context);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return List.of(
                counter(
                        "camel_exchanges",
                        "Exchanges that a route has ended",
                        count(ManagedRouteMBean::getExchangesTotal)),
                counter(
                        "camel_exchanges_succeeded",
                        "Exchanges that a route has ended well",
                        count(ManagedRouteMBean::getExchangesCompleted)),
                counter(
                        "camel_exchanges_failed",
                        "Exchanges that a route has ended with a failure",
                        count(ManagedRouteMBean::getExchangesFailed)),
                counter(
                        "camel_route_seconds",
                        "Seconds that exchanges have spent in a route; for a stream, until its first chunk",
                        route ->
                                count(ManagedRouteMBean::getTotalProcessingTime).applyAsDouble(route) / 1000),
                gauge(
                        "camel_exchanges_inflight",
                        "Exchanges in a route",
                        count(ManagedRouteMBean::getExchangesInflight)));
    }

    private MetricFamilySamples counter(String name, String help, ToDoubleFunction<ManagedRouteMBean> figure) {
        CounterMetricFamily family = new CounterMetricFamily(name, help, LABELS);
        each((labels, route) -> family.addMetric(labels, figure.applyAsDouble(route)));
        return family;
    }

    private MetricFamilySamples gauge(String name, String help, ToDoubleFunction<ManagedRouteMBean> figure) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, LABELS);
        each((labels, route) -> family.addMetric(labels, figure.applyAsDouble(route)));
        return family;
    }

    private void each(BiConsumer<List<String>, ManagedRouteMBean> add) {
        contexts.forEach(context -> each(context, add));
    }

    private static void each(CamelContext context, BiConsumer<List<String>, ManagedRouteMBean> add) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        if (managed == null) {
            return;
        }
        for (Route route : context.getRoutes()) {
            ManagedRouteMBean figures = managed.getManagedRoute(route.getRouteId());
            if (figures != null) {
                add.accept(List.of(context.getName(), route.getRouteId()), figures);
            }
        }
    }

    /** One of the figures, whose getters all declare exceptions. */
    private interface Figure {
        long of(ManagedRouteMBean route) throws Exception;
    }

    private static ToDoubleFunction<ManagedRouteMBean> count(Figure figure) {
        return route -> {
            try {
                return figure.of(route);
            } catch (Exception e) {
                return 0;
            }
        };
    }
}
