package io.serai.processors.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.net.URLDecoder;

/**
 * Which model is asked what, by the path: {@code /v1beta/models/{model}:{method}}, or, as Vertex AI spells it (<a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference">source</a>), {@code
 * /v1/projects/{project}/locations/{location}/publishers/google/models/{model}:{method}}. A name may hold slashes and colons: the method is
 * what follows the last colon.
 *
 * @param model by the caller's name for it
 */
record Target(String model, Method method) {

    private static final String MODELS = "/models/";
    private static final String TUNED = "/tunedModels/";
    private static final String ENDPOINTS = "/endpoints/";
    private static final String PUBLISHERS = "/publishers/";
    private static final int LONGEST_SHOWN = 256;

    static Target of(String path) {
        String decoded = decoded(path);
        int colon = decoded.lastIndexOf(':');
        String model = colon < 0 ? "" : model(decoded.substring(0, colon));
        if (model.isBlank() || model.chars().anyMatch(Character::isISOControl) || model.length() > LONGEST_SHOWN) {
            throw unknown(path);
        }
        return new Target(model, Method.of(decoded.substring(colon + 1)).orElseThrow(() -> unknown(path)));
    }

    private static String decoded(String path) {
        try {
            // A plus sign is a space in forms, not in paths.
            return URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown(path);
        }
    }

    /** The collection that comes first counts: what follows it is the name. */
    private static String model(String resource) {
        int tuned = resource.indexOf(TUNED);
        int endpoint = resource.indexOf(ENDPOINTS);
        int models = resource.indexOf(MODELS);
        if (models < 0) {
            // The caller's own models: their collection is a part of their name, as it is in Gemini's provider.
            int own = tuned < 0 ? endpoint : tuned;
            return own < 0 ? "" : resource.substring(own + 1);
        }
        String name = resource.substring(models + MODELS.length());
        String publisher = publisher(resource.substring(0, models));
        return publisher.isEmpty() || publisher.equals("google") ? name : publisher + "/" + name;
    }

    /** Google's SDKs spell {@code family/name} so, when they speak to Vertex AI. */
    private static String publisher(String parent) {
        int at = parent.indexOf(PUBLISHERS);
        return at < 0 ? "" : parent.substring(at + PUBLISHERS.length());
    }

    private static SeraiException unknown(String path) {
        String shown = path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "…";
        return new CallerException(
                        ErrorKind.CALLER_NOT_FOUND,
                        "Unknown request URL: " + shown + ". Expected /v1beta/models/{model}:{method}.")
                .withCode("unknown_url");
    }
}
