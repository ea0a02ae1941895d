package io.serai.processors.explain;

import io.serai.api.call.CallNames;
import io.serai.api.explain.Inquiry;
import io.serai.api.model.ModelCatalog;
import io.serai.api.model.ResolvedModel;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** A route as a tree of its steps, those of the routes that it calls included. */
final class RouteExplanation {

    /** Models that call each other deeper than this are told by name only. */
    private static final int DEEPEST = 8;

    private static final String MODELS = "model://";

    private final CamelContext context;
    private final Set<String> around = new LinkedHashSet<>();

    RouteExplanation(CamelContext context) {
        this.context = context;
    }

    /** The route of the inquiry's own model. */
    Map<String, Object> of(Inquiry inquiry) {
        return model(inquiry.model(), inquiry).orElseGet(Map::of);
    }

    /** The route that an endpoint leads to, where it is one of this context. */
    Optional<Map<String, Object>> behind(Endpoint endpoint, Inquiry inquiry) {
        String uri = endpoint.getEndpointUri();
        if (uri.startsWith(MODELS)) {
            int query = uri.indexOf('?');
            String name = uri.substring(MODELS.length(), query < 0 ? uri.length() : query);
            return model(name.equals("*") ? inquiry.model() : name, inquiry);
        }
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint().equals(endpoint))
                .findFirst()
                .map(route -> route(route.getId(), inquiry));
    }

    private Optional<Map<String, Object>> model(String name, Inquiry inquiry) {
        ModelCatalog catalog = context.getRegistry().findSingleByType(ModelCatalog.class);
        Optional<ResolvedModel> resolved = catalog == null ? Optional.empty() : catalog.resolve(name);
        return resolved.map(model -> {
            Exchange copy = copy(inquiry);
            copy.getMessage().setHeader(CallNames.MODEL, name);
            return route(model.routeId(), inquiry.of(name, copy));
        });
    }

    private static Exchange copy(Inquiry inquiry) {
        return ExchangeHelper.createCopy((Exchange) inquiry.exchange(), true);
    }

    private Map<String, Object> route(String id, Inquiry inquiry) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", id);
        RouteDefinition definition = definition(id);
        if (around.contains(id)) {
            told.put("loop", true);
        } else if (around.size() >= DEEPEST || definition == null) {
            told.put("steps_hidden", true);
        } else {
            around.add(id);
            told.put("steps", steps(id, definition, inquiry));
            around.remove(id);
        }
        return told;
    }

    private List<Map<String, Object>> steps(String id, RouteDefinition definition, Inquiry inquiry) {
        RunningBalancers balancers = new RunningBalancers(context.getRoute(id), definition.getOutputs());
        return new StepExplanation(context, this, balancers)
                .of(definition.getOutputs(), inquiry, StepExplanation.Request.AS_IT_CAME);
    }

    private @Nullable RouteDefinition definition(String id) {
        return context instanceof ModelCamelContext model
                ? model.getRouteDefinition(id)
                : context.getCamelContextExtension()
                        .getContextPlugin(org.apache.camel.model.Model.class)
                        .getRouteDefinition(id);
    }
}
