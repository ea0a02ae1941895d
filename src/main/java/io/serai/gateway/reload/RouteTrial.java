package io.serai.gateway.reload;

import io.serai.providers.ai.AiComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;

/**
 * Tries out files that could not be started, one by one in a context of their own that starts no consumer, so as to find out which of them
 * is broken, and where.
 */
final class RouteTrial {

    private final CamelContext failed;
    private final RouteFolders folders;

    /** @param failed the context in which the files could not be started */
    RouteTrial(CamelContext failed, RouteFolders folders) {
        this.failed = failed;
        this.folders = folders;
    }

    /** What is wrong with these files, as {@code file:line: what}; empty where that does not show here. */
    Optional<String> problem(Map<Path, String> contents) {
        try (DefaultCamelContext trial = context()) {
            for (Map.Entry<Path, String> file : contents.entrySet()) {
                try {
                    PluginHelper.getRoutesLoader(trial)
                            .loadRoutes(RouteFolders.resource(file.getKey(), file.getValue()));
                } catch (Exception | LinkageError e) {
                    return Optional.of(RouteProblem.of(file.getKey(), e).describe(folders));
                }
            }
            return start(trial).or(() -> misconfigured(trial, contents));
        } catch (Exception e) {
            return Optional.empty();
        }
    }

    private DefaultCamelContext context() throws Exception {
        // What Java code has bound is seen; what the files declare stays in the trial.
        DefaultCamelContext trial = new DefaultCamelContext(false);
        trial.getCamelContextExtension().setRegistry(new DefaultRegistry(failed.getRegistry()));
        trial.getCamelContextExtension().setName("trial");
        trial.setAutoStartup(false);
        trial.setSourceLocationEnabled(true);
        trial.disableJMX();
        PropertiesComponent properties = trial.getPropertiesComponent();
        PropertiesComponent known = failed.getPropertiesComponent();
        known.getLocations().forEach(properties::addLocation);
        properties.setInitialProperties(known.loadProperties());
        trial.getGlobalOptions().putAll(failed.getGlobalOptions());
        trial.build();
        Optional<String> kamelets = known.resolveProperty("camel.component.kamelet.location");
        if (kamelets.isPresent()) {
            trial.getComponent("kamelet", KameletComponent.class).setLocation(kamelets.get());
        }
        return trial;
    }

    private Optional<String> start(DefaultCamelContext trial) {
        try {
            trial.start();
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return RouteProblem.in(trial, e).map(problem -> problem.describe(folders));
        }
    }

    private Optional<String> misconfigured(DefaultCamelContext trial, Map<Path, String> contents) {
        AiComponent component = trial.getComponent("ai", AiComponent.class);
        for (String provider : component.providerNames()) {
            try {
                component.provider(provider);
            } catch (IllegalArgumentException e) {
                return Optional.of(declaration(provider, contents)
                        .map(at -> new RouteProblem(at.file(), at.line(), String.valueOf(e.getMessage()))
                                .describe(folders))
                        .orElseGet(e::getMessage));
            }
        }
        return Optional.empty();
    }

    /** Where a bean is declared, by its name. */
    private static Optional<RouteProblem> declaration(String bean, Map<Path, String> contents) {
        Pattern name = Pattern.compile("\\bname\\h*:\\h*[\"']?" + Pattern.quote(bean) + "[\"']?\\h*(?:[,}#].*)?$");
        for (Map.Entry<Path, String> file : contents.entrySet()) {
            List<String> lines = file.getValue().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (name.matcher(lines.get(i)).find()) {
                    return Optional.of(new RouteProblem(file.getKey(), OptionalInt.of(i + 1), ""));
                }
            }
        }
        return Optional.empty();
    }
}
