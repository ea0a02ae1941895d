package io.serai.providers.serving.inference;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.ProxiedSocketAddress;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.serai.providers.http.UpstreamOptions;
import io.serai.providers.http.UpstreamOptions.Proxy;
import io.vertx.core.net.ProxyType;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens channels by gRPC that behave as upstream HTTP does: its limits, its authorities, its proxy. */
final class GrpcChannel {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private GrpcChannel() {}

    /**
     * A channel that connects with its first call.
     *
     * @throws IllegalArgumentException saying what is wrong, without repeating the URL, which may hold a secret
     */
    static ManagedChannel open(URI baseUrl, UpstreamOptions options, Duration connectTimeout) {
        boolean tls = isTls(baseUrl.getScheme());
        String host = baseUrl.getHost();
        if (host == null || baseUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException("expected baseUrl to name a host, and no user and password");
        }
        if (baseUrl.getRawPath() != null && baseUrl.getRawPath().length() > 1) {
            throw new IllegalArgumentException("expected baseUrl without a path: gRPC has its own");
        }
        int port = baseUrl.getPort() < 0 ? (tls ? HTTPS_PORT : HTTP_PORT) : baseUrl.getPort();
        String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        NettyChannelBuilder channel = NettyChannelBuilder.forAddress(address, port)
                // Answers are only handed over to the thread that waits for them.
                .directExecutor()
                .maxInboundMessageSize(options.bodyBytes())
                .maxInboundMetadataSize(options.headerBytes())
                .idleTimeout(options.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE))
                .proxyDetector(target -> proxied(target, address, options))
                .userAgent("Serai")
                .disableRetry();
        return tls
                ? encrypted(channel, options).build()
                : channel.negotiationType(NegotiationType.PLAINTEXT).build();
    }

    private static boolean isTls(@Nullable String scheme) {
        return switch (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT)) {
            case "grpc", "http" -> false;
            case "grpcs", "https" -> true;
            default -> throw new IllegalArgumentException("expected baseUrl to start with grpc:// or grpcs://");
        };
    }

    private static NettyChannelBuilder encrypted(NettyChannelBuilder channel, UpstreamOptions options) {
        try {
            SslContextBuilder tls = GrpcSslContexts.forClient();
            options.trustedCertificates().ifPresent(pem -> tls.trustManager(pem.toFile()));
            return channel.negotiationType(NegotiationType.TLS).sslContext(tls.build());
        } catch (SSLException e) {
            throw new IllegalArgumentException("no TLS to be had for gRPC: " + e.getMessage(), e);
        }
    }

    private static @Nullable ProxiedSocketAddress proxied(SocketAddress target, String host, UpstreamOptions options) {
        if (options.proxy().isEmpty() || !(target instanceof InetSocketAddress address)) {
            return null;
        }
        Proxy proxy = options.proxy().get();
        if (proxy.bypassed().stream().anyMatch(pattern -> isBypassed(pattern, host))) {
            return null;
        }
        if (proxy.type() != ProxyType.HTTP) {
            throw new IllegalArgumentException("expected an HTTP proxy: gRPC goes through no other");
        }
        HttpConnectProxiedSocketAddress.Builder through = HttpConnectProxiedSocketAddress.newBuilder()
                .setProxyAddress(new InetSocketAddress(proxy.host(), proxy.port()))
                .setTargetAddress(address);
        proxy.credentials().ifPresent(c -> through.setUsername(c.user()).setPassword(c.password()));
        return through.build();
    }

    private static boolean isBypassed(String pattern, String host) {
        return pattern.startsWith("*") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
