package io.serai.processors.models;

import io.serai.processors.yaml.YamlException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * Finds models whose routes come back to themselves whatever the request says, through other models, {@code direct:} and {@code seda:}
 * routes and kamelets: each call would end at the depth limit of {@code model:}. A recursion that a condition guards may be meant, and is
 * let be, as are names that are found out with the request; that limit is theirs.
 */
public final class RouteLoops {

    private static final String MODEL = "model";
    private static final String KAMELET = "kamelet";
    private static final Set<String> LOCAL = Set.of("direct", "seda");

    private final CamelContext camel;
    private final Surroundings names;
    private final Map<String, RouteDefinition> byId = new LinkedHashMap<>();
    private final Map<String, List<RouteDefinition>> called = new LinkedHashMap<>();
    private final List<RouteDefinition> way = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    private RouteLoops(CamelContext camel, List<RouteDefinition> routes) {
        this.camel = camel;
        this.names = Surroundings.of(camel, routes);
        routes.forEach(route -> byId.put(String.valueOf(route.getId()), route));
    }

    /**
     * Looks at all routes of a context.
     *
     * @throws YamlException naming the file and the routes, where a model comes back to itself
     */
    public static void refuse(CamelContext camel) {
        refuse(camel, List.of());
    }

    /**
     * Looks at all routes of a context.
     *
     * @param further that are not in it yet
     * @throws YamlException naming the file and the routes, where a model comes back to itself
     */
    static void refuse(CamelContext camel, List<RouteDefinition> further) {
        List<RouteDefinition> all = new ArrayList<>();
        if (camel instanceof ModelCamelContext model) {
            all.addAll(model.getRouteDefinitions());
        }
        further.stream().filter(route -> !all.contains(route)).forEach(all::add);
        RouteLoops loops = new RouteLoops(camel, all);
        all.stream().filter(RouteLoops::isModel).forEach(loops::follow);
    }

    private void follow(RouteDefinition route) {
        int begin = way.indexOf(route);
        if (begin >= 0) {
            refuseRound(way.subList(begin, way.size()));
            return;
        }
        if (done.contains(route.getId())) {
            return;
        }
        way.add(route);
        for (RouteDefinition next : calls(route)) {
            follow(next);
        }
        way.remove(way.size() - 1);
        done.add(route.getId());
    }

    private List<RouteDefinition> calls(RouteDefinition route) {
        return called.computeIfAbsent(
                String.valueOf(route.getId()), id -> CertainCalls.in(route.getOutputs(), camel).stream()
                        .map(this::behind)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Optional<RouteDefinition> behind(String uri) {
        String scheme = StringHelper.before(uri, ":", "");
        String name = name(uri);
        if (scheme.equals(MODEL)) {
            return publisher(name).map(byId::get);
        }
        if (LOCAL.contains(scheme)) {
            return byId.values().stream()
                    .filter(route -> {
                        String from = from(route);
                        return from.startsWith(scheme + ":") && name(from).equals(name);
                    })
                    .findFirst();
        }
        return scheme.equals(KAMELET) ? madeOf(name, uri) : Optional.empty();
    }

    private Optional<String> publisher(String name) {
        return names.isOfProvider(name) && !names.published().containsKey(name)
                ? Optional.empty()
                : names.publisher(name);
    }

    /** The route that was made of a kamelet with just these values. */
    private Optional<RouteDefinition> madeOf(String name, String uri) {
        Map<String, Object> given;
        try {
            given = URISupport.parseQuery(URISupport.extractQuery(uri));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        return byId.values().stream()
                .filter(route -> route.getTemplateParameters() != null
                        && from(route).startsWith(KAMELET + ":")
                        && StringHelper.before(name(from(route)), "/", name(from(route)))
                                .equals(name)
                        && given.entrySet().stream()
                                .allMatch(value -> Objects.equals(
                                        String.valueOf(
                                                route.getTemplateParameters().get(value.getKey())),
                                        String.valueOf(value.getValue()))))
                .findFirst();
    }

    private void refuseRound(List<RouteDefinition> round) {
        RouteDefinition first =
                round.stream().filter(RouteLoops::isModel).findFirst().orElse(round.get(0));
        List<String> words = new ArrayList<>();
        int begin = round.indexOf(first);
        for (int i = 0; i < round.size(); i++) {
            words.add(told(round.get((begin + i) % round.size())));
        }
        words.add("'" + first.getId() + "'");
        throw new YamlException(
                file(first),
                Math.max(first.getLineNumber(), 1),
                "",
                "the route comes back to where it was, whatever is asked: " + String.join(" -> ", words)
                        + "; put the call below a condition, or call another model");
    }

    private static String told(RouteDefinition route) {
        return "'" + route.getId() + "' (" + file(route) + ")";
    }

    /** As {@code routes/a.camel.yaml}: the file and its folder. */
    private static String file(RouteDefinition route) {
        String location = route.getResource() != null ? route.getResource().getLocation() : route.getLocation();
        if (location == null) {
            return "a route of the application";
        }
        String path = StringHelper.after(location, ":", location).replace('\\', '/');
        int name = path.lastIndexOf('/');
        int folder = name <= 0 ? -1 : path.lastIndexOf('/', name - 1);
        return path.substring(folder + 1);
    }

    private static boolean isModel(RouteDefinition route) {
        return from(route).startsWith(MODEL + ":");
    }

    private static String from(RouteDefinition route) {
        return route.getInput() == null ? "" : String.valueOf(route.getInput().getEndpointUri());
    }

    private static String name(String uri) {
        String rest = StringHelper.after(uri, ":", uri).replaceFirst("^//", "");
        return StringHelper.before(rest, "?", rest);
    }
}
