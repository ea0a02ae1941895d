package io.serai.processors.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpVersion;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * Lets Keycloak's authorization client ask by {@link ProviderHttp}: within a time, for so many bytes, its own server and nobody else,
 * whatever addresses that server's metadata has.
 */
final class AuthzTransport extends CloseableHttpClient {

    /** The JDK's client sets these itself, and refuses to be told. */
    private static final Set<String> SET_BY_CLIENT =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final URI server;
    private final ProviderHttp http;
    private final Duration timeout;

    AuthzTransport(URI server, ProviderHttp http, Duration timeout) {
        this.server = server;
        this.http = http;
        this.timeout = timeout;
    }

    @Override
    protected CloseableHttpResponse doExecute(
            @Nullable HttpHost target, org.apache.http.HttpRequest request, @Nullable HttpContext context)
            throws IOException {
        if (!(request instanceof HttpUriRequest asked)) {
            throw new IOException("expected a request with an address");
        }
        ProviderHttp.requireSameOrigin(server, asked.getURI());
        try {
            return new Answer(http.send(translated(asked), timeout).join());
        } catch (CompletionException e) {
            throw new IOException("the server can't be asked", e);
        }
    }

    private static HttpRequest translated(HttpUriRequest asked) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(asked.getURI());
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : asked.getAllHeaders()) {
            if (!SET_BY_CLIENT.contains(header.getName().toLowerCase(Locale.ROOT))) {
                request.setHeader(header.getName(), header.getValue());
                set.add(header.getName());
            }
        }
        HttpEntity body = asked instanceof HttpEntityEnclosingRequest with ? with.getEntity() : null;
        if (body == null) {
            return request.method(asked.getMethod(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        if (body.getContentType() != null && !set.contains("content-type")) {
            request.setHeader("Content-Type", body.getContentType().getValue());
        }
        return request.method(asked.getMethod(), HttpRequest.BodyPublishers.ofByteArray(EntityUtils.toByteArray(body)))
                .build();
    }

    private static final class Answer extends BasicHttpResponse implements CloseableHttpResponse {

        Answer(HttpResponse<byte[]> answer) {
            super(HttpVersion.HTTP_1_1, answer.statusCode(), "");
            answer.headers().firstValue("content-type").ifPresent(type -> setHeader("Content-Type", type));
            setEntity(new ByteArrayEntity(answer.body()));
        }

        @Override
        public void close() {
            // All of it is in memory.
        }
    }

    @Override
    @Deprecated
    public HttpParams getParams() {
        throw new UnsupportedOperationException("has no parameters");
    }

    @Override
    @Deprecated
    public ClientConnectionManager getConnectionManager() {
        throw new UnsupportedOperationException("has no connections of its own");
    }

    @Override
    public void close() {
        // The client is not its own.
    }
}
