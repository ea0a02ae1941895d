package io.serai.gateway.http;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import org.jspecify.annotations.Nullable;

/** Our settings in the words of Vert.x. */
final class ServerOptions {

    private ServerOptions() {}

    /** @param keys where HTTPS is spoken */
    static HttpServerOptions of(HttpSettings settings, @Nullable ServerKeys keys) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.host())
                // In Vert.x a negative port is one that is free, and shared by all listeners.
                .setPort(settings.port() == 0 ? -1 : settings.port())
                .setMaxHeaderSize(settings.limits().header())
                .setMaxInitialLineLength(settings.limits().line())
                .setHttp2ClearTextEnabled(settings.h2c() == HttpSettings.Http2Cleartext.ON)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(4096);
        if (keys != null) {
            secure(options, settings.tls().orElseThrow(), keys);
        }
        return options;
    }

    private static void secure(HttpServerOptions options, TlsSettings tls, ServerKeys keys) {
        options.setSsl(true).setUseAlpn(true).setKeyCertOptions(KeyCertOptions.wrap(keys));
        tls.clientCa().ifPresent(ca -> options.setClientAuth(clientAuth(tls)).setTrustOptions(trust(ca.toString())));
    }

    private static ClientAuth clientAuth(TlsSettings tls) {
        return switch (tls.clientAuth()) {
            case REQUIRED -> ClientAuth.REQUIRED;
            case REQUEST -> ClientAuth.REQUEST;
        };
    }

    /** The parts of the options that a change of the files changes. */
    static SSLOptions reloaded(TlsSettings tls, ServerKeys keys) {
        SSLOptions options = new SSLOptions().setUseAlpn(true).setKeyCertOptions(KeyCertOptions.wrap(keys));
        tls.clientCa().ifPresent(ca -> options.setTrustOptions(trust(ca.toString())));
        return options;
    }

    static PemTrustOptions trust(String ca) {
        return new PemTrustOptions().addCertPath(ca);
    }
}
