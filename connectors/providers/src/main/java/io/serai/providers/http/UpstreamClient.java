package io.serai.providers.http;

import io.serai.api.call.Cancellation;
import io.serai.api.error.SeraiException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Upstream HTTP by Vert.x, shared by all providers, blocking for its callers. Best called on virtual threads, never on an event loop.
 * Follows no redirect, sends nothing that it was not told to send but what HTTP needs. Thread-safe.
 */
public final class UpstreamClient implements Closeable {

    /** Of HTTP/2 data that is on its way to all streams of a connection: large, so that one slow reader doesn't stop the others. */
    private static final int HTTP2_CONNECTION_WINDOW = 16 * 1024 * 1024;

    private static final int HTTP2_STREAM_WINDOW = 64 * 1024;

    private final UpstreamOptions options;
    private final List<Lane> lanes;
    private final TimeoutWatch watch = TimeoutWatch.start();

    public UpstreamClient(Vertx vertx, UpstreamOptions options) {
        this.options = options;
        this.lanes = new ArrayList<>(options.eventLoops());
        HttpClientOptions http = http(options);
        PoolOptions pool = pool(options);
        for (int i = 0; i < options.eventLoops(); i++) {
            Context context = ((VertxInternal) vertx).createEventLoopContext();
            HttpClient client = vertx.httpClientBuilder()
                    .with(http)
                    .with(pool)
                    // Else Vert.x logs each connection that breaks; the calls on it learn of it anyway.
                    .withConnectHandler(connection -> connection.exceptionHandler(Failures::onConnection))
                    .build();
            lanes.add(new Lane(context, client, new AtomicInteger()));
        }
    }

    /**
     * Sends the request and waits for the head of the answer, whatever its status.
     *
     * @throws SeraiException {@code provider_timeout}, {@code provider_unavailable}, {@code provider_bad_response}; {@code caller_gone}
     *     once the client has gone; {@code gateway_overloaded} when the pool is full
     */
    public UpstreamResponse send(UpstreamRequest request, Waits waits) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("an event loop must not wait for a provider");
        }
        Inbox inbox = new Inbox();
        Exchange exchange = new Exchange(idlest(), request, inbox, watch);
        Patience patience = new Patience(request.provider(), waits);
        Cancellation.Registration cancel = waits.cancellation().onCancel(() -> exchange.abort(Failures.gone()));
        try {
            exchange.start();
            patience.awaitHead(inbox, exchange);
            return new UpstreamResponse(
                    request.provider(), inbox.takeHead(), inbox, exchange, patience, cancel, options.bodyBytes());
        } catch (SeraiException e) {
            cancel.close();
            exchange.abort(e);
            throw e;
        }
    }

    /** How it behaves, for those that bring a transport of their own. */
    public UpstreamOptions options() {
        return options;
    }

    /** Bytes that one event of a stream may have. */
    int eventBytes() {
        return options.eventBytes();
    }

    /** Calls under way. */
    public int open() {
        int open = 0;
        for (Lane lane : lanes) {
            open += lane.open().get();
        }
        return open;
    }

    /** Closes all connections, those in use as well. */
    @Override
    public void close() {
        lanes.forEach(lane -> lane.client().close());
        watch.close();
    }

    /** The first of those with the fewest open calls, so that a quiet gateway stays with the same few warm connections. */
    private Lane idlest() {
        Lane idlest = lanes.get(0);
        int fewest = idlest.open().get();
        for (int i = 1; i < lanes.size() && fewest > 0; i++) {
            Lane lane = lanes.get(i);
            int open = lane.open().get();
            if (open < fewest) {
                idlest = lane;
                fewest = open;
            }
        }
        return idlest;
    }

    private static PoolOptions pool(UpstreamOptions options) {
        int loops = options.eventLoops();
        return new PoolOptions()
                .setHttp1MaxSize(share(options.connectionsPerHost(), loops))
                .setHttp2MaxSize(share(options.http2ConnectionsPerHost(), loops))
                .setMaxWaitQueueSize(options.waitingPerHost());
    }

    private static int share(int all, int loops) {
        return (all + loops - 1) / loops;
    }

    private static HttpClientOptions http(UpstreamOptions options) {
        HttpClientOptions http = new HttpClientOptions()
                // HTTP/1.1 without TLS, so that no h2c upgrade is tried; the ALPN list alone decides with TLS.
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                // A backstop for connections that nobody waits for any more; callers have their own limit.
                .setConnectTimeout(60_000)
                .setKeepAliveTimeout((int) options.keepAlive().toSeconds())
                .setHttp2KeepAliveTimeout((int) options.keepAlive().toSeconds())
                .setTcpKeepAlive(true)
                // Bodies are unpacked by their readers: Vert.x would ask for gzip on each request, and inflate without
                // back-pressure.
                .setDecompressionSupported(false)
                .setMaxHeaderSize(options.headerBytes())
                .setMaxChunkSize(64 * 1024)
                .setHttp2ConnectionWindowSize(HTTP2_CONNECTION_WINDOW)
                .setInitialSettings(new Http2Settings()
                        .setInitialWindowSize(HTTP2_STREAM_WINDOW)
                        .setMaxHeaderListSize(options.headerBytes())
                        .setPushEnabled(false))
                .setTrustAll(false)
                .setVerifyHost(true);
        if (options.protocols() == UpstreamOptions.Protocols.HTTP_2_BY_ALPN) {
            http.setUseAlpn(true).setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1));
        }
        options.trustedCertificates()
                .ifPresent(pem -> http.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
        options.proxy().ifPresent(proxy -> proxy(http, proxy));
        return http;
    }

    private static void proxy(HttpClientOptions http, UpstreamOptions.Proxy proxy) {
        ProxyOptions proxied =
                new ProxyOptions().setType(proxy.type()).setHost(proxy.host()).setPort(proxy.port());
        proxy.credentials().ifPresent(c -> proxied.setUsername(c.user()).setPassword(c.password()));
        http.setProxyOptions(proxied);
        proxy.bypassed().forEach(http::addNonProxyHost);
    }
}
