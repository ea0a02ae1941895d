package io.serai.processors.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a cache, in 64 digits that change when its definition does: answers of a route that was changed are not given for the
 * new one's, nor those of one cache in a route for another's. It is made of all of the file that the route is in, with its beans and the
 * values of its placeholders, so that it is the same on all nodes, and after a restart. What the route calls by name and is in other files is
 * not part of it.
 */
final class RouteVersion {

    /** Among the parameters that Camel (4.18.0) gives to a route that is made of a template. */
    private static final String TEMPLATE = "templateId";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

    private final CamelContext context;
    private final Model model;
    private final List<Object> parts = new ArrayList<>();

    private RouteVersion(CamelContext context, Model model) {
        this.context = context;
        this.model = model;
    }

    /**
     * Of a cache in a route; of one in a Kamelet that of the route that uses it.
     *
     * @throws IllegalArgumentException where the Kamelet is used twice alike
     */
    static String of(CamelContext context, @Nullable String routeId, AnswerCache cache) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition route = model == null || routeId == null ? null : model.getRouteDefinition(routeId);
        if (model == null || route == null) {
            return "";
        }
        RouteVersion version = new RouteVersion(context, model);
        Map<String, Object> given = route.getTemplateParameters();
        if (given != null && given.get(TEMPLATE) instanceof String template) {
            version.describeUser(template, given);
        } else {
            version.describe(route);
            version.parts.add(version.ordinal(route, cache));
        }
        return RequestDigest.begin().add(version.parts).hex();
    }

    private void describe(RouteDefinition route) {
        parts.add(String.valueOf(route.getInput()));
        parts.add(String.valueOf(route.getOutputs()));
        // Camel (4.18.0) prints each Kamelet as "kamelet", and beans and strategies by their names or not at all.
        for (KameletDefinition use :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), KameletDefinition.class)) {
            parts.add(use.getName());
        }
        if (route.getResource() != null) {
            describe(text(route.getResource()));
        }
    }

    private void describe(String file) {
        parts.add(file);
        PLACEHOLDER.matcher(file).results().map(MatchResult::group).forEach(placeholder -> {
            try {
                parts.add(context.resolvePropertyPlaceholders(placeholder));
            } catch (IllegalArgumentException unknown) {
                // Of a comment, say, or the parameter of a Kamelet that is in the same file.
                parts.add("");
            }
        });
    }

    private static String text(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the file of a route with a cache can't be read: " + file.getLocation(), e);
        }
    }

    /** Which of the load balancers in a route it is. */
    private int ordinal(RouteDefinition route, AnswerCache cache) {
        int before = 0;
        for (LoadBalanceDefinition balanced :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), LoadBalanceDefinition.class)) {
            if (balanced.getLoadBalancerType() instanceof CustomLoadBalancerDefinition custom
                    && (custom.getCustomLoadBalancer() == cache
                            || (custom.getRef() != null
                                    && CamelContextHelper.lookup(context, custom.getRef()) == cache))) {
                return before;
            }
            before++;
        }
        return before;
    }

    /**
     * The step that uses the Kamelet. Camel (4.18.0) makes one instance of all that have the same parameters, and runs the steps of the last
     * of them for all: who is asked something would be answered by others.
     */
    private void describeUser(String template, Map<String, Object> given) {
        List<String> users = new ArrayList<>();
        for (RouteDefinition route : model.getRouteDefinitions()) {
            int before = 0;
            for (KameletDefinition use :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), KameletDefinition.class)) {
                if (isUse(use, template, given)) {
                    users.add(String.valueOf(route.getId()));
                    describe(route);
                    parts.add(before);
                }
                before++;
            }
        }
        if (users.size() > 1) {
            throw new IllegalArgumentException(
                    "the Kamelet " + template + " is used more than once with the same parameters, in "
                            + String.join(" and ", users) + ": give each a name of its own by its parameter name");
        }
    }

    private boolean isUse(KameletDefinition use, String template, Map<String, Object> given) {
        String uri = context.resolvePropertyPlaceholders(use.getName());
        int query = uri.indexOf('?');
        if (!template.equals(query < 0 ? uri : uri.substring(0, query))) {
            return false;
        }
        try {
            Map<String, Object> wanted = query < 0 ? Map.of() : URISupport.parseQuery(uri.substring(query + 1));
            return parameters(template, wanted).entrySet().stream()
                    .allMatch(parameter -> Objects.equals(
                            Objects.toString(parameter.getValue(), ""),
                            Objects.toString(given.get(parameter.getKey()), "")));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "expected the name of a Kamelet with a query, found a malformed one in the use of " + template, e);
        }
    }

    /** What a use says, and what the Kamelet has for all that it does not say. */
    private Map<String, Object> parameters(String template, Map<String, Object> wanted) {
        Map<String, Object> all = new HashMap<>();
        RouteTemplateDefinition known = model.getRouteTemplateDefinition(template);
        if (known != null) {
            known.getTemplateParameters().forEach(each -> all.put(each.getName(), each.getDefaultValue()));
        }
        all.putAll(wanted);
        return all;
    }
}
