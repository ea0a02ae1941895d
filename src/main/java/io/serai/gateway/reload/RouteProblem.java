package io.serai.gateway.reload;

import io.serai.providers.Provider;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a route file, and where.
 *
 * @param line empty where it is not known
 */
record RouteProblem(Path file, OptionalInt line, String what) {

    private static final Pattern LINE = Pattern.compile("\\bline (\\d+)");

    /** What a parser or a bean factory says about a file; its message may name the line. */
    static RouteProblem of(Path file, Throwable failure) {
        Matcher matcher = LINE.matcher(text(failure) + " " + failure);
        return new RouteProblem(
                file,
                matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty(),
                text(failure));
    }

    /** The route that a context could not create or start; empty where the failure is none of a route. */
    static Optional<RouteProblem> in(CamelContext context, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String route = routeId(t);
            if (route != null && context instanceof ModelCamelContext model) {
                RouteDefinition definition = model.getRouteDefinition(route);
                if (definition != null && definition.getResource() != null) {
                    Path file = Path.of(definition.getResource().getLocation().replaceFirst("^file:", ""));
                    return Optional.of(
                            new RouteProblem(file, OptionalInt.of(definition.getLineNumber()), text(failure)));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable String routeId(Throwable failure) {
        if (failure instanceof FailedToCreateRouteException creating) {
            return creating.getRouteId();
        }
        return failure instanceof FailedToStartRouteException starting ? starting.getRouteId() : null;
    }

    /** As {@code routes/fast.camel.yaml:3: what}. */
    String describe(RouteFolders folders) {
        return folders.display(file) + (line.isPresent() ? ":" + line.getAsInt() : "") + ": " + what;
    }

    /** One line of what the deepest cause says, or of a provider's property, whose value may be a secret. */
    private static String text(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            if (isOfProvider(deepest)) {
                return property((PropertyBindingException) deepest) + ": its value does not fit";
            }
            deepest = deepest.getCause();
        }
        if (isOfProvider(deepest)) {
            return property((PropertyBindingException) deepest) + ": it is not known";
        }
        String message = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static boolean isOfProvider(Throwable failure) {
        return failure instanceof PropertyBindingException binding && binding.getTarget() instanceof Provider;
    }

    private static String property(PropertyBindingException failure) {
        return "can't set the property '" + failure.getPropertyName() + "' of a provider";
    }
}
