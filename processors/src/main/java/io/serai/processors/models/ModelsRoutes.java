package io.serai.processors.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Resource;

/**
 * The models of files as routes. To be added after the routes and the providers that they name:
 *
 * <pre>{@code camel.addRoutes(new ModelsRoutes("file:models.yaml"));}</pre>
 *
 * <p>Throws a {@link io.serai.processors.yaml.YamlException} naming file, line and key where a file is wrong; no route has been added then.
 */
public final class ModelsRoutes extends RouteBuilder {

    private final List<String> locations;
    private final List<ModelsFile> files;

    /** @param locations such as {@code file:models.yaml} or {@code classpath:models.yaml}; they may name each other's models */
    public ModelsRoutes(String... locations) {
        this.locations = List.of(locations);
        this.files = List.of();
    }

    /** @param files which may name each other's models */
    public ModelsRoutes(List<ModelsFile> files) {
        this.locations = List.of();
        this.files = List.copyOf(files);
    }

    @Override
    public void configure() throws Exception {
        // A failure is the caller's to see, and each failed target's would be logged besides.
        errorHandler(noErrorHandler());
        ModelsReader reader = new ModelsReader(getContext()::resolvePropertyPlaceholders);
        Map<ModelEntry, Resource> origins = new LinkedHashMap<>();
        List<ModelsFile> all = new ArrayList<>(files);
        locations.forEach(location -> all.add(ModelsFile.at(location, getContext())));
        for (ModelsFile file : all) {
            reader.read(file.name(), file.text()).forEach(entry -> origins.put(entry, file.resource()));
        }
        ModelNames names = new ModelNames(List.copyOf(origins.keySet()), Surroundings.of(getContext()));
        origins.forEach((entry, origin) -> new ModelRoute(entry, names, origin, getContext()).addTo(this));
        RouteLoops.refuse(getContext(), getRouteCollection().getRoutes());
    }
}
