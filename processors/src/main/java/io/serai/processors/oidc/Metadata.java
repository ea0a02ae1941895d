package io.serai.processors.oidc;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says of itself, of which only the address of its keys matters (<a
 * href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID Connect Discovery, 4</a>). Asked once, and
 * again after {@link #forget()}. Thread-safe.
 */
final class Metadata {

    private final URI issuer;
    private final ProviderHttp http;
    private final Duration timeout;
    private volatile @Nullable URI keys;

    Metadata(URI issuer, ProviderHttp http, Duration timeout) {
        this.issuer = issuer;
        this.http = http;
        this.timeout = timeout;
    }

    CompletableFuture<URI> keys() {
        URI known = keys;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return http.get(address(issuer), timeout).thenApply(body -> {
            URI found = read(body);
            keys = found;
            return found;
        });
    }

    void forget() {
        keys = null;
    }

    private static URI address(URI issuer) {
        String base = issuer.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
    }

    private URI read(byte[] body) {
        try {
            Map<String, Object> said = Json.standard().readObject(body);
            if (!issuer.toString().equals(said.get("issuer"))) {
                throw new IOException("its metadata is of another issuer");
            }
            if (!(said.get("jwks_uri") instanceof String address)) {
                throw new IOException("its metadata has no jwks_uri");
            }
            URI named = URI.create(address);
            if (!named.isAbsolute() || named.getHost() == null) {
                throw new IOException("its jwks_uri is no web address");
            }
            ProviderHttp.requireSameOrigin(issuer, named);
            return named;
        } catch (IllegalArgumentException e) {
            throw new CompletionException(new IOException("its jwks_uri is no address", e));
        } catch (IOException | JsonException e) {
            throw new CompletionException(e);
        }
    }
}
