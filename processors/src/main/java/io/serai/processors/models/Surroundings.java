package io.serai.processors.models;

import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * What an application has besides the models of its files.
 *
 * @param providers names of the declared providers
 * @param published names of models, aliases and families ({@code team/*}) that routes publish, with the ids of these
 * @param routes the ids of all routes
 */
record Surroundings(Set<String> providers, Map<String, String> published, Set<String> routes) {

    /** By its name, as route files name it: this module does not see the connectors. */
    private static final String PROVIDER = "io.serai.providers.Provider";

    private static final String SCHEME = "model:";
    private static final String FAMILY = "/*";

    static Surroundings of(CamelContext camel) {
        return of(camel, camel instanceof ModelCamelContext model ? model.getRouteDefinitions() : List.of());
    }

    /** @param definitions of all routes that there are */
    static Surroundings of(CamelContext camel, List<RouteDefinition> definitions) {
        Map<String, String> published = new LinkedHashMap<>();
        Set<String> routes = new TreeSet<>();
        for (RouteDefinition route : definitions) {
            String id = String.valueOf(route.getId());
            routes.add(id);
            publishedBy(route, camel).forEach(name -> published.put(name, id));
        }
        return new Surroundings(providers(camel), published, routes);
    }

    private static Set<String> providers(CamelContext camel) {
        Class<?> type = camel.getClassResolver().resolveClass(PROVIDER);
        return type == null
                ? Set.of()
                : new TreeSet<>(camel.getRegistry().findByTypeWithName(type).keySet());
    }

    private static List<String> publishedBy(RouteDefinition route, CamelContext camel) {
        String uri = route.getInput() == null ? null : route.getInput().getEndpointUri();
        if (uri == null || !uri.startsWith(SCHEME)) {
            return List.of();
        }
        try {
            String resolved = camel.resolvePropertyPlaceholders(uri);
            List<String> names = new ArrayList<>();
            names.add(StringHelper.before(resolved, "?", resolved).replaceFirst("^model:(//)?", ""));
            Object aliases =
                    URISupport.parseQuery(URISupport.extractQuery(resolved)).get("aliases");
            if (aliases != null) {
                names.addAll(List.of(aliases.toString().strip().split("\\s*,\\s*")));
            }
            return names;
        } catch (IllegalArgumentException | URISyntaxException e) {
            // The route itself can't be started either, and says why.
            return List.of();
        }
    }

    /** Whether a name means a model of a declared provider: {@code openai/gpt-4.1-mini}. */
    boolean isOfProvider(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && slash < name.length() - 1 && providers.contains(name.substring(0, slash));
    }

    /** The route that publishes a model by this name or for its family; a family of every provider's models is none. */
    Optional<String> publisher(String name) {
        if (published.containsKey(name)) {
            return Optional.of(published.get(name));
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String family = name.substring(0, slash) + FAMILY;
            if (published.containsKey(family)) {
                return Optional.of(published.get(family));
            }
        }
        return Optional.empty();
    }
}
