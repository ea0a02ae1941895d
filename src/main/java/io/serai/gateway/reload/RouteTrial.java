package io.serai.gateway.reload;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;

/**
 * Tries routes out in a context of their own, which builds everything and starts nothing, so that what is broken is found before anything
 * that runs is touched.
 */
final class RouteTrial {

    private static final Pattern LINE = Pattern.compile("\\bline (\\d+)");

    private final CamelContext running;
    private final RouteFolders folders;

    RouteTrial(CamelContext running, RouteFolders folders) {
        this.running = running;
        this.folders = folders;
    }

    /** What is wrong with these files, as {@code file:line: what}; empty where they would run. */
    Optional<String> problem(Map<Path, String> contents) {
        try (DefaultCamelContext trial = context()) {
            for (Map.Entry<Path, String> file : contents.entrySet()) {
                try {
                    PluginHelper.getRoutesLoader(trial)
                            .loadRoutes(RouteFolders.resource(file.getKey(), file.getValue()));
                } catch (Exception | LinkageError e) {
                    return Optional.of(describe(file.getKey(), 0, e));
                }
            }
            try {
                trial.start();
                return Optional.empty();
            } catch (Exception | LinkageError e) {
                return Optional.of(locate(trial, e));
            }
        } catch (Exception e) {
            return Optional.of(text(e));
        }
    }

    private DefaultCamelContext context() throws Exception {
        // What Java code has bound is seen; what the files declare stays in the trial.
        DefaultCamelContext trial = new DefaultCamelContext(false);
        trial.getCamelContextExtension().setRegistry(new DefaultRegistry(running.getRegistry()));
        trial.getCamelContextExtension().setName("trial");
        trial.setAutoStartup(false);
        trial.setSourceLocationEnabled(true);
        trial.disableJMX();
        PropertiesComponent properties = trial.getPropertiesComponent();
        running.getPropertiesComponent().getLocations().forEach(properties::addLocation);
        properties.setInitialProperties(running.getPropertiesComponent().loadProperties());
        trial.getGlobalOptions().putAll(running.getGlobalOptions());
        trial.build();
        return trial;
    }

    private String locate(DefaultCamelContext trial, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof FailedToCreateRouteException route) {
                RouteDefinition definition = trial.getRouteDefinition(route.getRouteId());
                if (definition != null && definition.getResource() != null) {
                    Path file = Path.of(definition.getResource().getLocation().replaceFirst("^file:", ""));
                    return describe(file, definition.getLineNumber(), failure);
                }
            }
        }
        return text(failure);
    }

    private String describe(Path file, int line, Throwable failure) {
        String text = text(failure);
        Matcher matcher = LINE.matcher(text(deepest(failure)) + " " + failure);
        String where = line > 0 ? ":" + line : matcher.find() ? ":" + matcher.group(1) : "";
        return folders.display(file) + where + ": " + text;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** One line of what the deepest cause says. */
    private static String text(Throwable failure) {
        Throwable deepest = deepest(failure);
        String message = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
