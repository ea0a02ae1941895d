package io.serai.processors.models;

import io.serai.processors.cache.AnswerCache;
import io.serai.processors.cache.CacheScope;
import io.serai.processors.cache.CacheSpace;
import io.serai.processors.cache.semantic.EmbeddingThreshold;
import io.serai.processors.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * How answers of a model are kept and given again; what is empty is as {@link AnswerCache} has it.
 *
 * @param at where it stands
 * @param mode {@code read}, {@code write} or {@code read-write}
 * @param ttl how long an answer is given again
 * @param stale how long after that it still is, while a new one is being made
 * @param maxSize of an answer, in bytes
 * @param scope with whom answers are shared
 * @param ignore members of requests that are not part of the key
 * @param maxTemperature above it nothing is kept
 * @param finishReasons with which answers may be kept
 * @param pace between two pieces of an answer that is given as a stream
 * @param tags that all answers are kept with
 * @param semantic how questions are found that mean the same
 */
record CacheEntry(
        YamlNode at,
        Optional<String> mode,
        Optional<Duration> ttl,
        Optional<Duration> stale,
        Optional<Long> maxSize,
        Optional<Scope> scope,
        List<String> ignore,
        Optional<Double> maxTemperature,
        List<String> finishReasons,
        Optional<Duration> pace,
        List<String> tags,
        Optional<SemanticEntry> semantic) {

    /** With whom, and where that is said. */
    record Scope(YamlNode at, CacheScope scope) {}

    /**
     * The balancer that does so.
     *
     * @param name of the model
     * @param version of all that can change its answers
     */
    AnswerCache balancer(String name, String version, ModelNames names, CamelContext camel) {
        AnswerCache cache = new AnswerCache();
        cache.setCamelContext(camel);
        cache.setName(name);
        cache.setVersion(version);
        mode.ifPresent(cache::setMode);
        ttl.ifPresent(cache::setTtl);
        stale.ifPresent(cache::setStale);
        maxSize.ifPresent(cache::setMaxSize);
        scope.ifPresent(wanted -> cache.setScope(allowed(wanted, camel)));
        words(ignore).ifPresent(cache::setIgnore);
        maxTemperature.ifPresent(cache::setMaxTemperature);
        words(finishReasons).ifPresent(cache::setFinishReasons);
        pace.ifPresent(cache::setPace);
        words(tags).ifPresent(cache::setTags);
        semantic.ifPresent(wanted -> {
            cache.setEmbeddings(embeddings(wanted, names));
            wanted.threshold().ifPresent(cache::setThreshold);
        });
        return cache;
    }

    private static String embeddings(SemanticEntry wanted, ModelNames names) {
        String uri = names.uri(wanted.embeddings());
        if (wanted.threshold().isEmpty() && EmbeddingThreshold.of(uri).isEmpty()) {
            throw wanted.embeddings()
                    .wrong("needs 'threshold' beside it: '"
                            + wanted.embeddings().name() + "' is not among the models that have a default");
        }
        return uri;
    }

    /** Who runs the installation says how widely answers may be shared; whoever writes the file can't go beyond. */
    private static String allowed(Scope wanted, CamelContext camel) {
        CacheScope widest = CacheSpace.widestIn(camel);
        if (wanted.scope().compareTo(widest) < 0) {
            throw wanted.at()
                    .wrong("expected a scope that is not wider than '" + label(widest)
                            + "', which is the widest that serai.cache.widest allows, found '"
                            + label(wanted.scope()) + "'");
        }
        return label(wanted.scope());
    }

    static String label(CacheScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> words(List<String> words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(",", words));
    }
}
