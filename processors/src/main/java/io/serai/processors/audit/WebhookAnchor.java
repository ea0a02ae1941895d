package io.serai.processors.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Posts seals to a service of the operator, one JSON object a request. It answers 2xx once it has kept the seal; the header
 * {@code Idempotency-Key} is the same where a seal comes again.
 */
public final class WebhookAnchor implements Anchor {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI target;
    // A redirect would carry the seal to a host that nobody has chosen.
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param target of the operator's settings, http or https */
    public WebhookAnchor(URI target) {
        String scheme = target.getScheme();
        if (target.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("the audit log's webhook must be an http or https address");
        }
        this.target = target;
    }

    @Override
    public void keep(Seal seal) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .header("idempotency-key", seal.chain() + "-" + seal.number())
                .POST(HttpRequest.BodyPublishers.ofString(AnchorLine.of(seal)))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("the audit log's webhook answered with status " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the audit log's webhook was not waited for", e);
        }
    }
}
