package io.serai.providers.http;

import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is, worked out once.
 *
 * @param host as in a Host header: an IPv6 address has its brackets
 * @param port never absent
 * @param scheme cleartext or TLS
 * @param basePath goes before each request's path; has no slash at its end
 * @param query with its question mark, or empty; goes after each request's path
 * @param address to connect to
 */
public record UpstreamTarget(
        String host, int port, Scheme scheme, String basePath, String query, SocketAddress address) {

    /** How to speak with a target. */
    public enum Scheme {
        HTTP(80),
        HTTPS(443);

        private final int port;

        Scheme(int port) {
            this.port = port;
        }
    }

    /**
     * The target of a provider's base URL.
     *
     * @throws IllegalArgumentException saying what is wrong, without repeating the URL, which may hold a secret
     */
    public static UpstreamTarget of(URI baseUrl) {
        Scheme scheme = scheme(baseUrl.getScheme());
        String host = baseUrl.getHost();
        if (host == null) {
            throw new IllegalArgumentException("expected baseUrl to name a host");
        }
        if (baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException("expected baseUrl without user and password: use headers or apiKey");
        }
        int port = baseUrl.getPort() < 0 ? scheme.port : baseUrl.getPort();
        String path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        String query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new UpstreamTarget(host, port, scheme, path, query, SocketAddress.inetSocketAddress(port, address));
    }

    /** What the request line says. A base URL's query goes behind the path's own. */
    String uri(String path) {
        return path.indexOf('?') < 0 || query.isEmpty()
                ? basePath + path + query
                : basePath + path + "&" + query.substring(1);
    }

    /** The whole address of a path below the base URL. */
    URI uriOf(String path) {
        String port = this.port == scheme.port ? "" : ":" + this.port;
        return URI.create(scheme.name().toLowerCase(Locale.ROOT) + "://" + host + port + uri(path));
    }

    private static Scheme scheme(@Nullable String name) {
        return switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
            case "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            default -> throw new IllegalArgumentException("expected baseUrl to start with http:// or https://");
        };
    }

    /** Hides the query, which may hold a secret. */
    @Override
    public String toString() {
        return scheme.name().toLowerCase(Locale.ROOT) + "://" + host + ":" + port + basePath;
    }
}
