package io.serai.processors.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.serai.api.call.CallNotes;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.KeyListener;
import io.serai.api.meter.Meter;
import io.serai.api.meter.Purpose;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallMetricsTest {

    private static final String CALL =
            "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt-4o\",";

    private final CollectorRegistry registry = new CollectorRegistry();
    private final CallMetrics metrics = new CallMetrics(registry);
    private final Meter meter = new Meter(metrics);

    @Test
    void scrape_succeededStream_tellsTokensTimesAndOutcome() throws Exception {
        Attempt attempt = meter.begin("openai", "gpt-4o", Operation.CHAT);
        attempt.firstToken();
        attempt.report(Usage.of(17, 3));
        attempt.succeed();

        assertThat(scrape())
                .contains("serai_calls_total{" + CALL + "outcome=\"succeeded\",error_type=\"\",} 1.0")
                .contains("gen_ai_client_token_usage_sum{" + CALL + "gen_ai_token_type=\"input\",} 17.0")
                .contains("gen_ai_client_token_usage_sum{" + CALL + "gen_ai_token_type=\"output\",} 3.0")
                .contains("gen_ai_client_token_usage_bucket{" + CALL + "gen_ai_token_type=\"input\",le=\"16.0\",} 0.0")
                .contains("gen_ai_client_token_usage_bucket{" + CALL + "gen_ai_token_type=\"input\",le=\"64.0\",} 1.0")
                .contains("gen_ai_client_operation_duration_seconds_count{" + CALL + "error_type=\"\",} 1.0")
                .contains("gen_ai_server_time_to_first_token_seconds_count{" + CALL.replaceAll(",$", ",} 1.0"));
    }

    @Test
    void scrape_callOfAShadow_isToldApart() throws Exception {
        new Meter(metrics, Purpose.SHADOW)
                .begin("openai", "gpt-4o", Operation.CHAT)
                .succeed();
        meter.begin("openai", "gpt-4o", Operation.CHAT).succeed();

        assertThat(scrape())
                .contains("serai_calls_total{" + CALL + "outcome=\"succeeded\",error_type=\"\",} 2.0")
                .contains("serai_unbilled_calls_total{gen_ai_provider_name=\"openai\","
                        + "gen_ai_request_model=\"gpt-4o\",purpose=\"shadow\",} 1.0");
    }

    @Test
    void scrape_buckets_areThoseOfTheConventions() throws Exception {
        scrape_succeededStream_tellsTokensTimesAndOutcome();

        List<String> lines = scrape();
        assertThat(buckets(lines, "gen_ai_client_token_usage_bucket", "input"))
                .hasSize(15)
                .startsWith("1.0", "4.0")
                .endsWith("6.7108864E7", "+Inf");
        assertThat(buckets(lines, "gen_ai_client_operation_duration_seconds_bucket", "chat"))
                .hasSize(15)
                .startsWith("0.01", "0.02")
                .endsWith("81.92", "+Inf");
        assertThat(buckets(lines, "gen_ai_server_time_to_first_token_seconds_bucket", "chat"))
                .hasSize(17)
                .startsWith("0.001", "0.005")
                .endsWith("10.0", "+Inf");
    }

    @Test
    void scrape_droppedFields_areCountedWithoutPositions_aFewHundredOneByOne() throws Exception {
        drop("messages[0].name", "messages[12].name", "seed");
        for (int i = 0; i < 300; i++) {
            drop("made_up_" + i);
        }

        List<String> lines = scrape();
        assertThat(lines)
                .contains(
                        "serai_dropped_fields_total{gen_ai_provider_name=\"anthropic\",field=\"messages[].name\",} 2.0")
                .contains("serai_dropped_fields_total{gen_ai_provider_name=\"anthropic\",field=\"seed\",} 1.0")
                .contains("serai_dropped_fields_total{gen_ai_provider_name=\"anthropic\",field=\"other\",} 102.0");
    }

    private void drop(String... fields) {
        CallNotes notes = new CallNotes(CallNotes.Losses.REPORTED);
        notes.drop(List.of(fields));
        Attempt attempt = meter.begin("anthropic", "claude", Operation.CHAT);
        attempt.report(notes);
        attempt.succeed();
    }

    @Test
    void scrape_failureAndCancellation_areToldApart() throws Exception {
        meter.begin("openai", "gpt-4o", Operation.CHAT).fail(ErrorKind.PROVIDER_TIMEOUT);
        meter.begin("openai", "gpt-4o", Operation.CHAT).cancel();
        meter.begin("openai", "gpt-4o", Operation.CHAT).cancel();

        assertThat(scrape())
                .contains("serai_calls_total{" + CALL + "outcome=\"failed\",error_type=\"provider_timeout\",} 1.0")
                .contains("serai_calls_total{" + CALL + "outcome=\"cancelled\",error_type=\"caller_gone\",} 2.0")
                .noneMatch(line -> line.startsWith("gen_ai_client_token_usage_sum"));
    }

    @Test
    void scrape_embedding_hasNoTokensOut() throws Exception {
        Attempt attempt = meter.begin("openai", "e", Operation.EMBED);
        attempt.report(new Usage(Map.of("prompt_tokens", 5, "total_tokens", 5)));
        attempt.succeed();

        assertThat(scrape())
                .anyMatch(line -> line.contains("gen_ai_operation_name=\"embeddings\"") && line.endsWith(" 5.0"))
                .noneMatch(line -> line.contains("\"output\"") && line.endsWith(" 1.0"));
    }

    @Test
    void scrape_manyModels_areCountedAsOther() throws Exception {
        for (int i = 0; i < 1200; i++) {
            meter.begin("openai", "typo-" + i, Operation.CHAT).fail(ErrorKind.PROVIDER_UNAVAILABLE);
        }

        List<String> calls = scrape().stream()
                .filter(line -> line.startsWith("serai_calls_total"))
                .toList();
        assertThat(calls).hasSize(1001).anyMatch(line -> line.contains("\"other\"") && line.endsWith(" 200.0"));
    }

    @Test
    void scrape_lostKeys_areCountedByTheirLabels() throws Exception {
        metrics.lost("openai", "eu", KeyListener.Reason.REFUSED);
        metrics.lost("openai", "us", KeyListener.Reason.USED_UP);
        metrics.lost("openai", "us", KeyListener.Reason.USED_UP);

        assertThat(scrape())
                .contains(
                        "serai_provider_keys_lost_total{gen_ai_provider_name=\"openai\",key=\"eu\",reason=\"refused\",} 1.0")
                .contains(
                        "serai_provider_keys_lost_total{gen_ai_provider_name=\"openai\",key=\"us\",reason=\"used_up\",} 2.0");
    }

    @Test
    void scrape_requestsAndStreams_areCounted() throws Exception {
        metrics.request("/v1/chat/completions", 200);
        metrics.request("/v1/chat/completions", 200);
        metrics.request("/v1/chat/completions", 429);
        metrics.streamOpened();
        metrics.streamOpened();
        metrics.streamClosed();

        assertThat(scrape())
                .contains("serai_requests_total{route=\"/v1/chat/completions\",status=\"200\",} 2.0")
                .contains("serai_requests_total{route=\"/v1/chat/completions\",status=\"429\",} 1.0")
                .contains("serai_streams_open 1.0");
    }

    private static List<String> buckets(List<String> lines, String name, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(name) && line.contains("\"" + word + "\""))
                .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private List<String> scrape() throws IOException {
        StringWriter page = new StringWriter();
        TextFormat.write004(page, registry.metricFamilySamples());
        return page.toString().lines().toList();
    }
}
