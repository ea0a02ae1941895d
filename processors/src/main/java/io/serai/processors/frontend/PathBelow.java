package io.serai.processors.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import org.apache.camel.Exchange;

/** What the path of a request names below its endpoint, such as a model, whose id may hold slashes. */
public final class PathBelow {

    private PathBelow() {}

    /**
     * Reads the header {@code CamelHttpPath}, which comes with or without the path of the endpoint.
     *
     * @return decoded; the empty string for the endpoint itself; empty for what can't be decoded
     */
    public static Optional<String> of(Exchange exchange, String endpoint) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class);
        boolean whole = path.equals(endpoint) || path.startsWith(endpoint + "/");
        String below = whole ? path.substring(endpoint.length()) : path;
        try {
            // A plus sign is a space in forms, not in paths.
            return Optional.of(
                    URLDecoder.decode((below.startsWith("/") ? below.substring(1) : below).replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
