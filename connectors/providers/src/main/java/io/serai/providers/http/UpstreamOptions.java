package io.serai.providers.http;

import io.vertx.core.net.ProxyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How upstream HTTP behaves, for all providers alike.
 *
 * @param protocols what is spoken
 * @param eventLoops threads that carry upstream connections; each has its own share of the pool
 * @param connectionsPerHost HTTP/1.1 connections to one host: as many calls can be open at once
 * @param http2ConnectionsPerHost HTTP/2 connections to one host, each with as many streams as the host allows
 * @param waitingPerHost calls that may wait for a connection beyond that; the next fails with {@code gateway_overloaded}
 * @param keepAlive how long an idle connection is kept
 * @param headerBytes of a response's headers together
 * @param bodyBytes of a response that is read as a whole, unpacked
 * @param eventBytes of one event of a stream
 * @param trustedCertificates PEM file of the authorities to trust instead of the JDK's
 * @param proxy through which to connect
 */
public record UpstreamOptions(
        Protocols protocols,
        int eventLoops,
        int connectionsPerHost,
        int http2ConnectionsPerHost,
        int waitingPerHost,
        Duration keepAlive,
        int headerBytes,
        int bodyBytes,
        int eventBytes,
        Optional<Path> trustedCertificates,
        Optional<Proxy> proxy) {

    /** Room for 10,000 open streams per host, HTTP/2 where TLS offers it. */
    public static final UpstreamOptions DEFAULT = new UpstreamOptions(
            Protocols.HTTP_2_BY_ALPN,
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            10_000,
            100,
            0,
            Duration.ofSeconds(30),
            32 * 1024,
            64 * 1024 * 1024,
            8 * 1024 * 1024,
            Optional.empty(),
            Optional.empty());

    /** What is spoken with providers. HTTP/2 without TLS is never tried: hardly a server offers it. */
    public enum Protocols {
        HTTP_1_1,
        /** HTTP/2 where the TLS handshake offers it, else HTTP/1.1. */
        HTTP_2_BY_ALPN
    }

    /**
     * A proxy.
     *
     * @param type HTTP (by CONNECT for TLS targets) or SOCKS
     * @param host of the proxy
     * @param port of the proxy
     * @param credentials where it asks for them
     * @param bypassed hosts to be reached without it, {@code *.example.com} included
     */
    public record Proxy(
            ProxyType type, String host, int port, Optional<Credentials> credentials, List<String> bypassed) {

        public Proxy {
            bypassed = List.copyOf(bypassed);
        }
    }

    /** A user and a password. */
    public record Credentials(String user, String password) {

        /** Hides the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    public UpstreamOptions {
        positive("eventLoops", eventLoops);
        positive("connectionsPerHost", connectionsPerHost);
        positive("http2ConnectionsPerHost", http2ConnectionsPerHost);
        positive("headerBytes", headerBytes);
        positive("bodyBytes", bodyBytes);
        positive("eventBytes", eventBytes);
        if (waitingPerHost < 0) {
            throw new IllegalArgumentException("waitingPerHost must not be negative, found " + waitingPerHost);
        }
        if (keepAlive.toSeconds() < 1) {
            throw new IllegalArgumentException("keepAlive must be a second or more, found " + keepAlive);
        }
    }

    /** These options with other limits on what is read. */
    public UpstreamOptions withLimits(int headerBytes, int bodyBytes, int eventBytes) {
        return new UpstreamOptions(
                protocols,
                eventLoops,
                connectionsPerHost,
                http2ConnectionsPerHost,
                waitingPerHost,
                keepAlive,
                headerBytes,
                bodyBytes,
                eventBytes,
                trustedCertificates,
                proxy);
    }

    /** These options through a proxy. */
    public UpstreamOptions withProxy(Proxy proxy) {
        return new UpstreamOptions(
                protocols,
                eventLoops,
                connectionsPerHost,
                http2ConnectionsPerHost,
                waitingPerHost,
                keepAlive,
                headerBytes,
                bodyBytes,
                eventBytes,
                trustedCertificates,
                Optional.of(proxy));
    }

    /** These options with these authorities trusted instead of the JDK's. */
    public UpstreamOptions withTrustedCertificates(Path pem) {
        return new UpstreamOptions(
                protocols,
                eventLoops,
                connectionsPerHost,
                http2ConnectionsPerHost,
                waitingPerHost,
                keepAlive,
                headerBytes,
                bodyBytes,
                eventBytes,
                Optional.of(pem),
                proxy);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, found " + value);
        }
    }
}
