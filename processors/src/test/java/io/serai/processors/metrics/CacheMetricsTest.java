package io.serai.processors.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Meter;
import io.serai.processors.cache.CacheStore.Statistics;
import io.serai.processors.cache.CacheVerdict;
import io.serai.processors.cache.semantic.MeaningListener.Outcome;
import io.serai.processors.cache.semantic.MeaningListener.Switch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CacheMetricsTest {

    private final CollectorRegistry registry = new CollectorRegistry();
    private final CacheMetrics metrics = new CacheMetrics(registry);

    private double sample(String name, List<String> labels, String... values) {
        Double value = registry.getSampleValue(name, labels.toArray(String[]::new), values);
        return value == null ? Double.NaN : value;
    }

    private double requests(String model, String result) {
        return sample("serai_cache_requests_total", List.of("gen_ai_request_model", "result"), model, result);
    }

    @Test
    void scrape_callsThatMetACache_tellsWhatItDid() {
        metrics.judged("fast", CacheVerdict.HIT);
        metrics.judged("fast", CacheVerdict.HIT);
        metrics.judged("fast", CacheVerdict.SEMANTIC_HIT);
        metrics.judged("smart", CacheVerdict.MISS);

        assertThat(requests("fast", "hit")).isEqualTo(2);
        assertThat(requests("fast", "semantic-hit")).isEqualTo(1);
        assertThat(requests("smart", "miss")).isEqualTo(1);
        assertThat(metrics.counts().verdicts())
                .containsEntry(CacheVerdict.HIT, 2L)
                .containsEntry(CacheVerdict.MISS, 1L)
                .containsEntry(CacheVerdict.BYPASS, 0L);
    }

    @Test
    void scrape_modelsThatCallersMakeUp_areCountedAsOthers() {
        for (int i = 0; i < 1_005; i++) {
            metrics.judged("model-" + i, CacheVerdict.MISS);
        }

        assertThat(requests("other", "miss")).isEqualTo(5);
    }

    @Test
    void hit_isSavedAndNoCall() {
        Meter meter = new Meter(new CallMetrics(registry, metrics));

        meter.hit("openai", "gpt", Operation.CHAT, Usage.of(100, 20));

        List<String> call = List.of("gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model");
        List<String> token = List.of(call.get(0), call.get(1), call.get(2), "gen_ai_token_type");
        assertThat(sample("serai_cache_saved_calls_total", call, "chat", "openai", "gpt"))
                .isEqualTo(1);
        assertThat(sample("serai_cache_saved_tokens_total", token, "chat", "openai", "gpt", "input"))
                .isEqualTo(100);
        assertThat(sample("serai_cache_saved_tokens_total", token, "chat", "openai", "gpt", "output"))
                .isEqualTo(20);
        assertThat(java.util.Collections.list(registry.metricFamilySamples()))
                .filteredOn(family -> family.name.startsWith("serai_calls") || family.name.startsWith("gen_ai_"))
                .allSatisfy(family -> assertThat(family.samples).isEmpty());
        assertThat(metrics.counts().savedCalls()).isEqualTo(1);
        assertThat(metrics.counts().savedInput()).isEqualTo(100);
        assertThat(metrics.counts().savedOutput()).isEqualTo(20);
    }

    @Test
    void semantics_switched_areAGaugeAndAnAlert() {
        metrics.asked("model:embed", Outcome.VETO, "number");
        assertThat(sample("serai_cache_semantic_on", List.of("embeddings"), "model:embed"))
                .isEqualTo(1);

        metrics.switched("model:embed", Switch.OFF, "all vectors are alike");

        assertThat(sample("serai_cache_semantic_on", List.of("embeddings"), "model:embed"))
                .isZero();
        assertThat(sample("serai_cache_semantic_alerts_total", List.of("embeddings"), "model:embed"))
                .isEqualTo(1);
        assertThat(sample(
                        "serai_cache_questions_total",
                        List.of("embeddings", "outcome", "veto"),
                        "model:embed",
                        "veto",
                        "number"))
                .isEqualTo(1);
        metrics.switched("model:embed", Switch.ON, "");
        assertThat(sample("serai_cache_semantic_on", List.of("embeddings"), "model:embed"))
                .isEqualTo(1);
    }

    @Test
    void sizes_areAskedForOnceInAWhile() {
        AtomicLong now = new AtomicLong();
        Deque<Statistics> told = new ArrayDeque<>(List.of(new Statistics(3, 300, 1, 2), new Statistics(4, 400, 1, 2)));
        new CacheSizes(registry, told::removeFirst, now::get);

        assertThat(sample("serai_cache_entries", List.of())).isEqualTo(3);
        assertThat(sample("serai_cache_bytes", List.of())).isEqualTo(300);
        assertThat(sample("serai_cache_nodes", List.of())).isEqualTo(2);
        assertThat(sample("serai_cache_evicted", List.of())).isEqualTo(1);

        now.addAndGet(Duration.ofSeconds(15).toNanos());
        assertThat(sample("serai_cache_entries", List.of())).isEqualTo(4);

        // Whom they would be asked of is out of reach from here on.
        now.addAndGet(Duration.ofSeconds(15).toNanos());
        assertThat(sample("serai_cache_entries", List.of())).isEqualTo(4);
    }
}
