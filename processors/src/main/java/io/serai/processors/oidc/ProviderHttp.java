package io.serai.processors.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How identity providers are asked: within a time, for so many bytes, and nobody else in their name: redirects are not followed.
 * Thread-safe.
 */
public final class ProviderHttp {

    /** Keycloak's metadata has 6 KiB, a large set of keys with certificates 50. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final int OK = 200;

    private final HttpClient client;

    /**
     * Asks by this client.
     *
     * @param client made by {@link #client()}
     */
    public ProviderHttp(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects asks whomever it is sent to");
        }
        this.client = client;
    }

    /** Asks as settings say. */
    public static ProviderHttp of(OidcSettings settings) {
        HttpClient.Builder builder = client();
        settings.trust().ifPresent(builder::sslContext);
        return new ProviderHttp(builder.build());
    }

    /** What a client for {@link ProviderHttp} is made with. */
    public static HttpClient.Builder client() {
        // HTTP/1.1: an upgrade that is offered with a POST is a riddle to some servers.
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(2));
    }

    /** The body of an answer with status 200; anything else fails. */
    CompletableFuture<byte[]> get(URI address, Duration timeout) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET()
                .build();
        return send(request, timeout).thenApply(answer -> {
            if (answer.statusCode() != OK) {
                throw new IllegalStateException("expected status 200, found " + answer.statusCode());
            }
            return answer.body();
        });
    }

    /** The whole answer, whatever its status. */
    CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new CappedBody(MOST_BYTES));
        // The request's own timeout would end with the head.
        CompletableFuture<HttpResponse<byte[]>> inTime =
                answer.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return inTime.whenComplete((done, failure) -> {
            if (failure instanceof TimeoutException) {
                // Closes the connection.
                answer.cancel(true);
            }
        });
    }

    /**
     * What is wrong with an address that an issuer's metadata names: nobody but the issuer itself may be asked for its keys, whatever
     * that says.
     */
    static void requireSameOrigin(URI issuer, URI named) throws IOException {
        boolean same = issuer.getScheme().equalsIgnoreCase(named.getScheme())
                && issuer.getHost().equalsIgnoreCase(named.getHost())
                && port(issuer) == port(named)
                && named.getRawUserInfo() == null;
        if (!same) {
            throw new IOException("expected an address of " + issuer.getScheme() + "://" + issuer.getRawAuthority()
                    + ", found one of somebody else");
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
