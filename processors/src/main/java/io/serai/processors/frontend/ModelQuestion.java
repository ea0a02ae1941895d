package io.serai.processors.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.model.ModelCatalog;
import java.net.URLDecoder;
import org.apache.camel.Exchange;

/**
 * What a caller wants to know of the published models: all, or one.
 *
 * @param models the registry's only catalog
 * @param id of the model, which may hold slashes; empty for all of them; as it was sent where it can't be decoded
 */
public record ModelQuestion(ModelCatalog models, String id) {

    /** The question in the header {@code CamelHttpPath}, with or without the path of the endpoint. */
    public static ModelQuestion of(Exchange exchange, String endpoint) {
        ModelCatalog models = exchange.getContext().getRegistry().findSingleByType(ModelCatalog.class);
        if (models == null) {
            throw new IllegalStateException("expected one ModelCatalog in the registry, found none");
        }
        return new ModelQuestion(models, id(exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class), endpoint));
    }

    private static String id(String path, String endpoint) {
        boolean whole = path.equals(endpoint) || path.startsWith(endpoint + "/");
        String below = whole ? path.substring(endpoint.length()) : path;
        String raw = below.startsWith("/") ? below.substring(1) : below;
        try {
            // A plus sign is a space in forms, not in paths.
            return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }
}
