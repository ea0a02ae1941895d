package io.serai.providers.serving.httpjson;

import io.serai.api.call.Operation;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.ServingOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one operation is asked of an endpoint.
 *
 * @param method of HTTP
 * @param path after the base URL; {@code {model}} in it is the model
 * @param request makes the endpoint's request of the canonical one
 * @param told which members of a request that tells
 * @param response selects from the endpoint's answer; empty where the answer is taken as it is
 */
record Mapping(String method, String path, Template request, Told told, Optional<Template> response) {

    private static final Set<String> KEYS = Set.of("method", "path", "request", "response");
    private static final String MODEL = "{model}";

    /**
     * The mapping in an operation's options.
     *
     * @throws IllegalArgumentException naming the key that is missing or wrong
     */
    static Mapping of(Operation operation, Map<String, Object> given) {
        String key = operation.label();
        for (String name : given.keySet()) {
            if (!KEYS.contains(name)) {
                throw new IllegalArgumentException("expected option " + key + " to have of "
                        + KEYS.stream().sorted().toList() + " only, found '" + name + "'");
            }
        }
        if (given.get("request") == null) {
            throw new IllegalArgumentException("expected option " + key + ".request to be a template, found none");
        }
        if (given.get("response") == null && operation != Operation.PREDICT) {
            throw new IllegalArgumentException("expected option " + key + ".response to be a template, found none");
        }
        Template request = Template.of(given.get("request"), key + ".request");
        Optional<Template> response =
                Optional.ofNullable(given.get("response")).map(document -> Template.of(document, key + ".response"));
        return new Mapping(method(given, key), path(given, key), request, new Told(request.paths()), response);
    }

    private static String method(Map<String, Object> given, String key) {
        Object method = given.getOrDefault("method", "POST");
        return new ServingOptions(Map.of(key + ".method", method))
                .word(key + ".method", List.of("POST", "PUT", "PATCH"));
    }

    private static String path(Map<String, Object> given, String key) {
        String path = given.getOrDefault("path", "").toString();
        if (!path.isEmpty() && !path.startsWith("/") && !path.startsWith("?")) {
            throw new IllegalArgumentException(
                    "expected option " + key + ".path to start with '/', found '" + path + "'");
        }
        return path;
    }

    /** The path for this model. */
    String path(String model) {
        return path.contains(MODEL) ? path.replace(MODEL, ModelName.segment(model)) : path;
    }
}
