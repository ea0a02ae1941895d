package io.serai.processors.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import io.serai.processors.oidc.IssuerSettings.Keys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, fetched from nowhere but where the settings or the issuer's own metadata say. A token whose key is unknown has
 * them fetched again, however many such tokens come only once in a while; tokens whose key is known wait for nothing. When the issuer is away
 * its keys are good for some time. Thread-safe.
 */
final class KeySource implements JWKSource<TokenContext> {

    private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);

    /** Keys, and when they were asked for: the issuer had published them by then. */
    private record Fetched(JWKSet keys, Instant at) {}

    private record Fetch(Instant at, CompletableFuture<Fetched> done) {}

    private final String issuer;
    private final Keys settings;
    private final Metadata metadata;
    private final ProviderHttp http;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Fetch> last = new AtomicReference<>();
    private volatile @Nullable Fetched known;

    KeySource(URI issuer, Keys settings, ProviderHttp http, InstantSource clock) {
        this.issuer = issuer.toString();
        this.settings = settings;
        this.metadata = new Metadata(issuer, http, settings.timeout());
        this.http = http;
        this.clock = clock;
    }

    /**
     * The keys that fit.
     *
     * @throws KeysAway where there may be one that can't be had just now
     */
    @Override
    public List<JWK> get(JWKSelector wanted, TokenContext token) throws KeySourceException {
        Instant now = clock.instant();
        Fetched held = known;
        if (held != null && held.at().plus(settings.keptFor()).isAfter(now)) {
            if (!held.at().plus(settings.renewedAfter()).isAfter(now)) {
                fetch(now);
            }
            List<JWK> found = wanted.select(held.keys());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return afterFetch(wanted, token, now);
    }

    private List<JWK> afterFetch(JWKSelector wanted, TokenContext token, Instant now) throws KeysAway {
        Fetch fetch = fetch(now);
        Duration nextIn = Duration.between(now, fetch.at().plus(settings.atMostEvery()));
        Fetched fetched;
        try {
            // Ends by the timeouts of its two requests.
            fetched = fetch.done().join();
        } catch (CompletionException e) {
            throw new KeysAway(nextIn);
        }
        List<JWK> found = wanted.select(fetched.keys());
        // A token older than the fetch would have had its key among what was fetched. One that is younger may be signed
        // by a key that
        // the issuer has made since.
        if (found.isEmpty() && fetched.at().isBefore(now) && token.issuedAt().isAfter(fetched.at())) {
            throw new KeysAway(nextIn);
        }
        return found;
    }

    /** The fetch that runs, or one that is begun now, or the last one where it is too early for another. */
    private Fetch fetch(Instant now) {
        Fetch before = last.get();
        if (before != null
                && (!before.done().isDone() || now.isBefore(before.at().plus(settings.atMostEvery())))) {
            return before;
        }
        Fetch begun = new Fetch(now, new CompletableFuture<>());
        if (!last.compareAndSet(before, begun)) {
            Fetch others = last.get();
            return others == null ? begun : others;
        }
        // Begins within a stage, so that whatever goes wrong ends the fetch, for which others may wait.
        var unused = CompletableFuture.completedFuture(begun)
                .thenCompose(fetch -> address())
                .thenCompose(uri -> http.get(uri, settings.timeout()))
                .thenApply(body -> new Fetched(PublicKeys.read(body), now))
                .whenComplete((fetched, failure) -> end(begun, fetched, failure));
        return begun;
    }

    private CompletableFuture<URI> address() {
        return settings.address().map(CompletableFuture::completedFuture).orElseGet(metadata::keys);
    }

    private void end(Fetch fetch, @Nullable Fetched fetched, @Nullable Throwable failure) {
        if (fetched != null) {
            known = fetched;
            fetch.done().complete(fetched);
            return;
        }
        // It may have moved them.
        metadata.forget();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.warn("The keys of issuer {} could not be fetched: {}", issuer, String.valueOf(cause));
        fetch.done().completeExceptionally(cause == null ? new IllegalStateException("no keys") : cause);
    }
}
