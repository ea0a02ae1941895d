package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cache.CacheScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cache} says, and which edits of a file leave what is kept as it is. */
class CacheReaderTest {

    private static final Surroundings AROUND = new Surroundings(Set.of("openai"), java.util.Map.of(), Set.of());

    private static List<ModelEntry> read(String text) {
        return new ModelsReader(UnaryOperator.identity()).read("models.yaml", text);
    }

    private static Optional<CacheEntry> cache(String written) {
        return read("models:\n  fast:\n    targets: [openai/a]\n    cache: " + written + "\n")
                .get(0)
                .cache();
    }

    /** The version of the first model. */
    private static String version(String text) {
        List<ModelEntry> entries = read(text);
        return EntryVersion.of(entries.get(0), new ModelNames(entries, AROUND));
    }

    @Test
    void cache_withEveryKey_saysAllOfIt() {
        CacheEntry cache = cache(
                        "{mode: read, ttl: 10m, stale: 1h, max-size: 64KiB, scope: team, ignore: [metadata, user],"
                                + " max-temperature: 0.3, finish-reasons: [stop], pace: 20ms, tags: [faq],"
                                + " semantic: {embeddings: openai/text-embedding-3-small, threshold: 0.93}}")
                .orElseThrow();

        assertThat(cache.mode()).contains("read");
        assertThat(cache.ttl()).contains(Duration.ofMinutes(10));
        assertThat(cache.stale()).contains(Duration.ofHours(1));
        assertThat(cache.maxSize()).contains(65_536L);
        assertThat(cache.scope().map(CacheEntry.Scope::scope)).contains(CacheScope.TEAM);
        assertThat(cache.ignore()).containsExactly("metadata", "user");
        assertThat(cache.maxTemperature()).contains(0.3);
        assertThat(cache.finishReasons()).containsExactly("stop");
        assertThat(cache.pace()).contains(Duration.ofMillis(20));
        assertThat(cache.tags()).containsExactly("faq");
        assertThat(cache.semantic().flatMap(SemanticEntry::threshold)).contains(0.93);
        assertThat(cache.semantic().map(it -> it.embeddings().name())).contains("openai/text-embedding-3-small");
    }

    @Test
    void cache_asADuration_isItsTtl() {
        assertThat(cache("1h30m").flatMap(CacheEntry::ttl)).contains(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "{mode: off}", "{mode: off, ttl: 1h}", "null"})
    void cache_off_isNone(String written) {
        assertThat(cache(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Spelt in another way.
                "# ours\nmodels:\n  fast:\n    targets:\n    - model: 'openai/a'\n      weight: 2\n    - smart\n"
                        + "  smart: {targets: [openai/b]}\n  other: {targets: [openai/c]}\n",
                // Told, waited for and kept in another way.
                "models:\n  fast: {description: new, cache: 1h, queue: {concurrency: 1}, timeouts: {total: 2s},"
                        + " targets: [{weight: 2, model: openai/a}, smart]}\n"
                        + "  smart: {targets: [openai/b], retries: {timeout: 1}}\n  other: {targets: [openai/c]}\n",
                // Another model.
                "models:\n  fast: {targets: [{model: openai/a, weight: 2}, smart]}\n  smart: {targets: [openai/b]}\n"
                        + "  other: {targets: [openai/d]}\n  further: {targets: [openai/e]}\n"
            })
    void version_ofEditsThatCantChangeAnAnswer_isTheSame(String edited) {
        assertThat(version(edited)).isEqualTo(version(BEFORE));
    }

    private static final String BEFORE = "models:\n  fast: {targets: [{model: openai/a, weight: 2}, smart]}\n"
            + "  smart: {targets: [openai/b]}\n  other: {targets: [openai/c]}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models:\n  fast: {targets: [{model: openai/a2, weight: 2}, smart]}\n  smart: {targets: [openai/b]}\n",
                "models:\n  fast: {targets: [{model: openai/a, weight: 3}, smart]}\n  smart: {targets: [openai/b]}\n",
                "models:\n  fast: {version: 2, targets: [{model: openai/a, weight: 2}, smart]}\n"
                        + "  smart: {targets: [openai/b]}\n",
                "models:\n  fast: {targets: [{model: openai/a, weight: 2}, smart]}\n  smart: {targets: [openai/b2]}\n"
            })
    void version_ofEditsThatCan_isAnother(String edited) {
        assertThat(version(edited)).isNotEqualTo(version(BEFORE));
    }

    @Test
    void version_ofATargetReachedThroughAnother_counts() {
        String deep =
                "models:\n  fast: {targets: [middle]}\n  middle: {targets: [low]}\n  low: {targets: [openai/%s]}\n";

        assertThat(version(deep.formatted("a"))).isNotEqualTo(version(deep.formatted("b")));
    }
}
