package io.serai.processors.predict;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.PathBelow;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What a path below {@code /v2/models} names. A model's name may hold slashes, plain or encoded.
 *
 * @param model by the caller's name for it
 * @param version where the path names one
 * @param verb what the path ends in: {@code infer}, {@code ready} …, empty for the model itself
 */
record PredictPath(String model, Optional<String> version, String verb) {

    static final String PREFIX = "/v2/models";

    private static final String VERSIONS = "/versions/";

    /**
     * Reads the header {@code CamelHttpPath}.
     *
     * @param verb that the path may end in
     * @throws CallerException {@code caller_not_found} where it names no model
     */
    static PredictPath of(Exchange exchange, String verb) {
        String below = PathBelow.of(exchange, PREFIX).orElse("");
        String end = "/" + verb;
        boolean ends = below.endsWith(end);
        String named = ends ? below.substring(0, below.length() - end.length()) : below;
        int at = named.lastIndexOf(VERSIONS);
        String version = at < 0 ? "" : named.substring(at + VERSIONS.length());
        boolean versioned = !version.isEmpty() && version.indexOf('/') < 0;
        String model = versioned ? named.substring(0, at) : named;
        if (model.isBlank() || model.length() > 256 || model.chars().anyMatch(Character::isISOControl)) {
            throw unknown();
        }
        return new PredictPath(model, versioned ? Optional.of(version) : Optional.empty(), ends ? verb : "");
    }

    /** Model and version in one, the way a provider that is a model server takes them: {@code resnet/versions/2}. */
    Optional<String> versionedModel() {
        return version.map(named -> model + VERSIONS + named);
    }

    static SeraiException unknown() {
        return new CallerException(
                        ErrorKind.CALLER_NOT_FOUND,
                        "Unknown request URL, expected /v2/models/<model>[/versions/<version>]/infer.")
                .withCode("unknown_url");
    }
}
