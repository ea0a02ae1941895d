package io.serai.gateway.http;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a request says before its body: what an {@link Entrance} goes by. */
public final class Arrival {

    private final HttpServerRequest request;

    private Arrival(HttpServerRequest request) {
        this.request = request;
    }

    public static Arrival of(HttpServerRequest request) {
        return new Arrival(request);
    }

    public String method() {
        return request.method().name();
    }

    /** As it came; empty where there is none. */
    public String path() {
        String path = request.path();
        return path == null ? "" : path;
    }

    /** All values of a header, in any case of its name. */
    public List<String> header(String name) {
        return request.headers().contains(name) ? request.headers().getAll(name) : List.of();
    }

    /**
     * All values of a parameter in the query, in any case of its name.
     *
     * @throws CallerException where the query can't be read, HTTP 400
     */
    public List<String> query(String name) {
        if (request.query() == null) {
            return List.of();
        }
        try {
            return request.params().getAll(name);
        } catch (IllegalArgumentException e) {
            // Its message repeats the query, which may hold a key.
            throw new CallerException(ErrorKind.CALLER_BAD_REQUEST, "The query of the URL can't be read.");
        }
    }

    /** The address at the other end of the connection, never what a header says; empty where there is none. */
    public String address() {
        String address =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        return address == null ? "" : address;
    }

    /** The client's own certificate and those above it, which TLS has verified; none where it showed none. */
    public List<X509Certificate> certificates() {
        if (!request.isSSL()) {
            return List.of();
        }
        try {
            List<Certificate> shown = request.connection().peerCertificates();
            return shown == null
                    ? List.of()
                    : shown.stream().map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
