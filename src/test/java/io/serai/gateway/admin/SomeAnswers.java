package io.serai.gateway.admin;

import io.serai.api.call.Operation;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.CacheVerdict;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import io.serai.processors.metrics.CacheMetrics;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps an answer under every key of one digest, and writes down what it is told to let go. */
final class SomeAnswers implements CacheStore, Caches {

    private static final String DIGEST = "ab".repeat(32);
    private static final CachedAnswer ANSWER = new CachedAnswer(
            new CachedAnswer.Source("openai", "gpt-4.1-mini", Operation.CHAT),
            "alpha",
            Set.of("nightly"),
            1_795_000_000_000L,
            Map.of("id", "never to be seen"));

    private final List<Purge> purges = new CopyOnWriteArrayList<>();
    private final List<CacheKey> removed = new CopyOnWriteArrayList<>();

    /** An answer of a scope, as it stands in a path. */
    static String entry(String scope) {
        return entry(scope, DIGEST);
    }

    static String entry(String scope, String digest) {
        return URLEncoder.encode(scope + "#" + digest, StandardCharsets.UTF_8);
    }

    /** Of a tenant. */
    static String kept(String tenant) {
        return entry(tenant + "/");
    }

    @Override
    public Optional<CacheStore> store() {
        return Optional.of(this);
    }

    @Override
    public Optional<CacheMetrics.Counts> counts() {
        return Optional.of(new CacheMetrics.Counts(Map.of(CacheVerdict.HIT, 5L, CacheVerdict.MISS, 2L), 5, 50, 20));
    }

    List<Purge> asked() {
        return purges;
    }

    List<CacheKey> removed() {
        return removed;
    }

    private static boolean has(CacheKey key) {
        return key.digest().equals(DIGEST);
    }

    @Override
    public CachedAnswer find(CacheKey key) {
        throw new AssertionError("an administrator reads no answers");
    }

    @Override
    public void put(CacheKey key, CachedAnswer answer, Duration life) {
        throw new AssertionError("an administrator keeps no answers");
    }

    @Override
    public boolean remove(CacheKey key) {
        removed.add(key);
        return has(key);
    }

    @Override
    public long purge(Purge what) {
        purges.add(what);
        return 7;
    }

    @Override
    public Optional<Sight> look(CacheKey key) {
        return has(key)
                ? Optional.of(new Sight(
                        key,
                        ANSWER.source(),
                        ANSWER.asked(),
                        ANSWER.tags(),
                        ANSWER.storedAt(),
                        1_795_000_600_000L,
                        812))
                : Optional.empty();
    }

    @Override
    public Statistics statistics() {
        return new Statistics(3, 2_400, 1, 2);
    }
}
