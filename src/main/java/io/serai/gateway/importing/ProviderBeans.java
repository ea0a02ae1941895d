package io.serai.gateway.importing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The beans of the providers: those with the same settings are one. */
final class ProviderBeans {

    private static final String FAMILY = "/*";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Map<String, Map<String, Object>> beans = new LinkedHashMap<>();

    /** The name under which a deployment's provider is called. */
    String nameOf(Deployment deployment) {
        for (Map.Entry<String, Map<String, Object>> bean : beans.entrySet()) {
            if (bean.getValue().equals(deployment.provider())) {
                return bean.getKey();
            }
        }
        String wanted = deployment.kind().name();
        String name = wanted;
        for (int i = 2; beans.containsKey(name); i++) {
            name = wanted + "-" + i;
        }
        beans.put(name, deployment.provider());
        return name;
    }

    /**
     * The name of a provider all of whose models are called by it: {@code my-openai/*}. Empty where another has it, and where the name that
     * callers use is of another form.
     */
    Optional<String> family(Deployment deployment) {
        String prefix = deployment.group().endsWith(FAMILY)
                ? deployment.group().substring(0, deployment.group().length() - FAMILY.length())
                : "";
        if (!deployment.model().equals("*") || !NAME.matcher(prefix).matches()) {
            return Optional.empty();
        }
        Map<String, Object> known = beans.putIfAbsent(prefix, deployment.provider());
        return known == null || known.equals(deployment.provider()) ? Optional.of(prefix) : Optional.empty();
    }

    boolean has(String name) {
        return beans.containsKey(name);
    }

    /** Properties, by name, in the order of the source. */
    Map<String, Map<String, Object>> all() {
        return beans;
    }
}
