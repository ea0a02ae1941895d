package io.serai.gateway.boot;

import io.serai.providers.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/**
 * Under which names a declared provider may be in a list of prices, besides its own: its preset, its dialect. Looked up once for each.
 * Thread-safe.
 */
final class ListedProviders implements Function<String, List<String>> {

    private final CamelContext context;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    ListedProviders(CamelContext context) {
        this.context = context;
    }

    @Override
    public List<String> apply(String name) {
        List<String> names = known.get(name);
        if (names != null) {
            return names;
        }
        Provider declared = context.getRegistry().lookupByNameAndType(name, Provider.class);
        return declared == null ? List.of() : known.computeIfAbsent(name, it -> names(declared));
    }

    private static List<String> names(Provider declared) {
        List<String> names = new ArrayList<>(2);
        Object preset = declared.getOptions().get("preset");
        if (preset != null) {
            names.add(preset.toString());
        }
        names.add(declared.getDialect());
        return List.copyOf(names);
    }
}
