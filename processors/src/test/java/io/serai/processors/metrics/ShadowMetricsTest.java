package io.serai.processors.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.client.CollectorRegistry;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowComparison.Likeness;
import io.serai.api.shadow.ShadowComparison.Preference;
import io.serai.api.shadow.ShadowSide;
import io.serai.api.shadow.ShadowSide.Outcome;
import io.serai.api.shadow.ShadowSide.SchemaFit;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShadowMetricsTest {

    private final CollectorRegistry registry = new CollectorRegistry();
    private final ShadowMetrics metrics = new ShadowMetrics(registry);

    private static ShadowSide answered() {
        return new ShadowSide(
                Outcome.ANSWERED,
                Optional.empty(),
                120,
                SchemaFit.FITS,
                Optional.of("stop"),
                Duration.ofSeconds(3),
                Optional.of(Duration.ofMillis(500)),
                Optional.of(Usage.of(10, 5)),
                OptionalLong.of(2_500_000));
    }

    private static ShadowSide failed() {
        return new ShadowSide(
                Outcome.FAILED,
                Optional.of(ErrorKind.PROVIDER_TIMEOUT),
                0,
                SchemaFit.UNKNOWN,
                Optional.empty(),
                Duration.ofSeconds(9),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** @param labels names and values by turns */
    private Double value(String name, String... labels) {
        String[] names = new String[labels.length / 2];
        String[] values = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i];
            values[i] = labels[2 * i + 1];
        }
        return registry.getSampleValue(name, names, values);
    }

    @Test
    void scrape_comparison_tellsOfBothSides() {
        metrics.compared(new ShadowComparison("m", answered(), failed(), Likeness.UNKNOWN, Optional.empty()));

        assertThat(value("serai_shadows_total", "shadow", "m", "outcome", "compared"))
                .isEqualTo(1);
        assertThat(value(
                        "serai_shadow_ends_total",
                        "shadow",
                        "m",
                        "side",
                        "candidate",
                        "outcome",
                        "failed",
                        "error_type",
                        "provider_timeout"))
                .isEqualTo(1);
        assertThat(value("serai_shadow_duration_seconds_sum", "shadow", "m", "side", "real"))
                .isEqualTo(3);
        assertThat(value("serai_shadow_duration_seconds_sum", "shadow", "m", "side", "candidate"))
                .isEqualTo(9);
        assertThat(value("serai_shadow_first_content_seconds_count", "shadow", "m", "side", "real"))
                .isEqualTo(1);
        assertThat(value("serai_shadow_characters_sum", "shadow", "m", "side", "real"))
                .isEqualTo(120);
        assertThat(value("serai_shadow_characters_count", "shadow", "m", "side", "candidate"))
                .isNull();
        assertThat(value("serai_shadow_tokens_total", "shadow", "m", "side", "real", "gen_ai_token_type", "output"))
                .isEqualTo(5);
        assertThat(value("serai_shadow_cost_dollars_total", "shadow", "m", "side", "real"))
                .isEqualTo(0.0025, within(1e-9));
        assertThat(value("serai_shadow_schema_total", "shadow", "m", "side", "real", "verdict", "fits"))
                .isEqualTo(1);
        assertThat(value("serai_shadow_agreement_total", "shadow", "m", "aspect", "tool_calls", "verdict", "unknown"))
                .isEqualTo(1);
        assertThat(value("serai_shadow_agreement_total", "shadow", "m", "aspect", "judge", "verdict", "unknown"))
                .isNull();
    }

    @Test
    void scrape_judge_isHeard() {
        metrics.compared(
                new ShadowComparison("m", answered(), answered(), Likeness.SAME, Optional.of(Preference.CANDIDATE)));

        assertThat(value("serai_shadow_agreement_total", "shadow", "m", "aspect", "judge", "verdict", "candidate"))
                .isEqualTo(1);
        assertThat(value("serai_shadow_agreement_total", "shadow", "m", "aspect", "finish_reason", "verdict", "same"))
                .isEqualTo(1);
    }

    @Test
    void scrape_skipped_isCounted() {
        metrics.skipped("m");

        assertThat(value("serai_shadows_total", "shadow", "m", "outcome", "skipped"))
                .isEqualTo(1);
    }
}
