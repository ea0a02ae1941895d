package io.serai.providers.azure;

import io.serai.providers.compatible.Address;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a deployment has its endpoints.
 *
 * @param surface which of the two
 * @param deployments by model; a model that is not among them is its own
 * @param query what follows the path, with its question mark, or empty
 */
record AzureOpenAiAddress(Surface surface, Map<String, String> deployments, String query) implements Address {

    /** The newest stable one of the deployments' API: https://learn.microsoft.com/azure/ai-services/openai/reference */
    static final String API_VERSION = "2024-10-21";

    private static final String UNRESERVED = "-._~";

    /** Azure OpenAI's two surfaces. */
    enum Surface {
        /** {@code /openai/deployments/{deployment}/…?api-version=…} */
        DEPLOYMENTS,
        /** {@code /openai/v1/…}, the deployment as {@code model} in the body; needs no version. */
        V1
    }

    static AzureOpenAiAddress of(AzureOptions options) {
        String named = options.text("surface").orElse("deployments");
        Surface surface =
                switch (named) {
                    case "deployments" -> Surface.DEPLOYMENTS;
                    case "v1" -> Surface.V1;
                    default ->
                        throw new IllegalArgumentException(
                                "expected surface to be one of [deployments, v1], found '" + named + "'");
                };
        Optional<String> version = options.text("apiVersion")
                .or(() -> surface == Surface.V1 ? Optional.empty() : Optional.of(API_VERSION));
        String query = version.map(v -> "?api-version=" + encoded(v)).orElse("");
        return new AzureOpenAiAddress(surface, options.names("deployments"), query);
    }

    @Override
    public String path(String endpoint, String model) {
        return surface == Surface.V1
                ? "/openai/v1" + endpoint + query
                : "/openai/deployments/" + encoded(deployment(model)) + endpoint + query;
    }

    @Override
    public Optional<String> named(String model) {
        return surface == Surface.V1 ? Optional.of(deployment(model)) : Optional.empty();
    }

    private String deployment(String model) {
        return deployments.getOrDefault(model, model);
    }

    /** One segment of a path: whatever a model is called, it stays within. */
    private static String encoded(String segment) {
        StringBuilder encoded = new StringBuilder(segment.length());
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        // A segment of dots would lead out of the deployments.
        return segment.equals(".") || segment.equals("..") ? segment.replace(".", "%2E") : encoded.toString();
    }
}
