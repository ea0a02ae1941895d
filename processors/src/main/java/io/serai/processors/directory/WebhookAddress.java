package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which URLs web hooks may have: {@code https}, a host by its full name, and nothing that means one host to a reader and another to a
 * resolver. Where a name leads is looked at each time that a connection is made; this refuses at once what can never be right.
 *
 * @param allowed hosts, as {@code name} or {@code name:port}, that the operator lets be what they are: internal, or without TLS
 */
public record WebhookAddress(Set<String> allowed) {

    private static final int HIGHEST_PORT = 65_535;

    /** At least two labels, the last of them with a letter first: no address in whatever spelling, no {@code localhost}. */
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    public WebhookAddress {
        allowed = Set.copyOf(allowed);
    }

    /**
     * A URL as it may be called.
     *
     * @throws CallerException naming the field {@code address} where it may not
     */
    public URI check(String address) {
        URI url = parse(address);
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        if (url.getRawUserInfo() != null
                || url.getRawFragment() != null
                || url.getPort() > HIGHEST_PORT
                || url.getPort() == 0) {
            throw wrong("expected a URL without user, fragment or odd port");
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        if (!http && !"https".equalsIgnoreCase(url.getScheme())) {
            throw wrong("expected a URL that begins with https://");
        }
        if (isAllowed(url)) {
            return url;
        }
        if (http) {
            throw wrong("expected a URL that begins with https://");
        }
        if (!NAME.matcher(host).matches()) {
            throw wrong("expected the full name of a host, not an address");
        }
        return url;
    }

    /** Whether the operator has named its host. */
    public boolean isAllowed(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return allowed.contains(host) || allowed.contains(host + ":" + port(url));
    }

    /** Where a URL is served: its port, or that of its scheme. */
    public static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    }

    private static URI parse(String address) {
        if (address.chars().anyMatch(each -> each <= ' ' || each > '~' || each == '\\')) {
            throw wrong("expected a URL in ASCII without white space");
        }
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw wrong("expected a URL");
        }
    }

    private static RuntimeException wrong(String message) {
        return CallerException.badField("address", message);
    }
}
