package io.serai.providers.http;

import java.net.URI;
import java.util.Map;

/** Headers that change from call to call: a signature, a token that expires. Blocks while it gets a new one. Thread-safe. */
@FunctionalInterface
public interface Authorizer {

    /** Adds nothing. */
    Authorizer NONE = request -> Map.of();

    /**
     * What is about to be sent.
     *
     * @param uri whole, with its query
     * @param headers all others, names in lower case, without {@code host} and {@code content-length}
     */
    @SuppressWarnings("ArrayRecordComponent") // signed, never compared
    record Unauthorized(String method, URI uri, Map<String, String> headers, byte[] body) {}

    /**
     * The headers to add.
     *
     * @throws io.serai.api.error.SeraiException {@code provider_auth} where there are none to be had
     */
    Map<String, String> headers(Unauthorized request);
}
