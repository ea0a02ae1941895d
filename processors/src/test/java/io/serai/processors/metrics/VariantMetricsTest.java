package io.serai.processors.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

class VariantMetricsTest {

    private final CollectorRegistry registry = new CollectorRegistry();
    private final VariantMetrics metrics = new VariantMetrics(registry);

    private Double value(String name, String variant) {
        return registry.getSampleValue(name, new String[] {"canary", "variant"}, new String[] {"m", variant});
    }

    private Double calls(String variant, String outcome) {
        return registry.getSampleValue(
                "serai_variant_calls_total",
                new String[] {"canary", "variant", "outcome"},
                new String[] {"m", variant, outcome});
    }

    @Test
    void scrape_callsOfBothVariants_tellsOfEach() {
        metrics.ended("m", "stable", "succeeded", 2_000_000_000L, 7);
        metrics.ended("m", "canary", "succeeded", 500_000_000L, 5);
        metrics.ended("m", "canary", "provider_timeout", 1_000_000_000L, 0);

        assertThat(calls("stable", "succeeded")).isEqualTo(1);
        assertThat(calls("canary", "succeeded")).isEqualTo(1);
        assertThat(calls("canary", "provider_timeout")).isEqualTo(1);
        assertThat(value("serai_variant_tokens_total", "stable")).isEqualTo(7);
        assertThat(value("serai_variant_tokens_total", "canary")).isEqualTo(5);
        assertThat(value("serai_variant_duration_seconds_sum", "stable")).isEqualTo(2);
        assertThat(value("serai_variant_duration_seconds_sum", "canary")).isEqualTo(1.5, within(1e-9));
        assertThat(value("serai_variant_duration_seconds_count", "canary")).isEqualTo(2);
    }
}
