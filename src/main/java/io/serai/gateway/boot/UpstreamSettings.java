package io.serai.gateway.boot;

import io.serai.gateway.settings.SettingsReader;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.http.UpstreamOptions.Credentials;
import io.serai.providers.http.UpstreamOptions.Protocols;
import io.serai.providers.http.UpstreamOptions.Proxy;
import io.vertx.core.net.ProxyType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code gateway.properties} can say under {@code serai.upstream.}: how providers are called, all alike. */
final class UpstreamSettings {

    private static final String CERTIFICATES = "upstream.trusted-certificates";
    private static final String PROXY = "upstream.proxy";
    private static final String NO_PROXY = "upstream.no-proxy";
    private static final String PROXY_FORM =
            "http://host:port or socks5://host:port, with user:password@ before the host where the proxy asks for them";

    /** A host's name or address, or a suffix of names as Vert.x knows it. */
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    private UpstreamSettings() {}

    static UpstreamOptions read(SettingsReader in) {
        UpstreamOptions usual = UpstreamOptions.DEFAULT;
        return new UpstreamOptions(
                in.flag("upstream.http2", true) ? Protocols.HTTP_2_BY_ALPN : Protocols.HTTP_1_1,
                usual.eventLoops(),
                in.count("upstream.connections-per-host", usual.connectionsPerHost()),
                in.count("upstream.http2-connections-per-host", usual.http2ConnectionsPerHost()),
                in.integer("upstream.waiting-per-host", usual.waitingPerHost(), 0, Integer.MAX_VALUE),
                keepAlive(in),
                in.arrayBytes("upstream.max-header", "32KiB"),
                in.arrayBytes("upstream.max-answer", "64MiB"),
                in.arrayBytes("upstream.max-event", "8MiB"),
                trusted(in),
                proxy(in));
    }

    private static Duration keepAlive(SettingsReader in) {
        Duration keepAlive = in.duration("upstream.keep-alive", "30s");
        if (keepAlive.toSeconds() < 1) {
            throw in.wrong("upstream.keep-alive", "expected a second or more");
        }
        return keepAlive;
    }

    /** Read as a trial: Vert.x would find out at the first call. */
    private static Optional<Path> trusted(SettingsReader in) {
        Optional<Path> pem = in.path(CERTIFICATES);
        pem.ifPresent(file -> {
            try (InputStream bytes = Files.newInputStream(file)) {
                if (CertificateFactory.getInstance("X.509")
                        .generateCertificates(bytes)
                        .isEmpty()) {
                    throw in.wrong(CERTIFICATES, "expected certificates as PEM in " + file + ", found none");
                }
            } catch (IOException | CertificateException e) {
                throw in.wrong(CERTIFICATES, "expected certificates as PEM in " + file + ", found something else");
            }
        });
        return pem;
    }

    private static Optional<Proxy> proxy(SettingsReader in) {
        Set<String> bypassed = in.set(NO_PROXY, Set.of());
        for (String host : bypassed) {
            if (!HOST.matcher(host).matches()) {
                throw in.wrong(NO_PROXY, "expected hosts such as localhost, *.example.com, found '" + host + "'");
            }
        }
        Optional<Proxy> proxy = in.secret(PROXY, PROXY_FORM, url -> proxy(URI.create(url), List.copyOf(bypassed)));
        if (proxy.isEmpty() && !bypassed.isEmpty()) {
            throw in.wrong(NO_PROXY, "needs serai." + PROXY + " beside it");
        }
        return proxy;
    }

    private static Proxy proxy(URI url, List<String> bypassed) {
        String rest = url.getRawPath() == null ? "" : url.getRawPath();
        if (url.getHost() == null || url.getPort() < 1 || rest.length() > 1 || url.getRawQuery() != null) {
            throw new IllegalArgumentException("not a proxy");
        }
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return new Proxy(type(url.getScheme()), host, url.getPort(), credentials(url.getRawUserInfo()), bypassed);
    }

    private static ProxyType type(@Nullable String scheme) {
        return switch (scheme == null ? "" : scheme) {
            case "http" -> ProxyType.HTTP;
            case "socks5" -> ProxyType.SOCKS5;
            default -> throw new IllegalArgumentException("not a proxy");
        };
    }

    private static Optional<Credentials> credentials(@Nullable String userInfo) {
        if (userInfo == null) {
            return Optional.empty();
        }
        String[] parts = userInfo.split(":", 2);
        return Optional.of(new Credentials(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1])));
    }

    /** In a URL a plus is a plus (RFC 3986); the JDK decodes forms, where it is a space. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
