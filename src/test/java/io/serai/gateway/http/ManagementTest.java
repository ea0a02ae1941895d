package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static io.serai.gateway.TestUpstream.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.vertx.core.http.HttpServerResponse;
import java.net.Socket;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator's port: probes, and a page of metrics that Prometheus can read. */
class ManagementTest {

    /** Prometheus's text format 0.0.4, a sample without a timestamp. */
    private static final Pattern SAMPLE = Pattern.compile(
            "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n]|\\\\.)*\",?)*\\})? (NaN|[+-]?(Inf|[0-9.eE+-]+))");

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*");

    private static LiveUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = new LiveUpstream();
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("plain", "- to: {uri: \"ai:upstream/m\"}\n")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private static RawClient operator() throws Exception {
        return new RawClient(new Socket("127.0.0.1", gateway.gateway().managementPort()));
    }

    private static String metrics() throws Exception {
        try (RawClient client = operator()) {
            RawClient.Answer page = client.get("/metrics").answer();
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("content-type")).startsWith("text/plain; version=0.0.4");
            return page.body();
        }
    }

    @Test
    void probes_answerOnBothPorts_metricsOnOne() throws Exception {
        try (RawClient operator = operator();
                RawClient client = RawClient.of(gateway)) {
            for (RawClient each : new RawClient[] {operator, client}) {
                assertThat(each.get("/livez").answer().body()).isEqualTo("ok\n");
                assertThat(each.get("/readyz").answer().body()).isEqualTo("ready\n");
                assertThat(each.send("HEAD /readyz HTTP/1.1\r\nhost: a\r\n\r\n")
                                .answer("HEAD")
                                .status())
                        .isEqualTo(200);
            }
            assertThat(client.get("/metrics").answer().status()).isEqualTo(404);
            assertThat(operator.get("/v1/models").answer().status()).isEqualTo(404);
        }
    }

    @Test
    void page_afterCalls_tellsOfThemInPrometheusFormat() throws Exception {
        try (RawClient client = RawClient.of(gateway)) {
            client.chat("plain", "false");
            TestUpstream.json(upstream.call(), TestUpstream.ANSWER);
            client.answer();
            client.get("/v1/models/plain").answer();
            client.get("/some/path").answer();

            client.chat("plain", "true");
            HttpServerResponse stream = upstream.stream();
            stream.write(content("first"));
            client.head();
            client.data();
            assertThat(metrics()).contains("\nserai_streams_open 1.0\n").contains("\nserai_requests_running 1.0\n");
            stream.end(finish());
            client.rest();
        }
        try (RawClient client = RawClient.of(gateway).chat("plain", "false")) {
            upstream.call();
        }
        await().untilAsserted(() -> assertThat(metrics())
                .contains("\nserai_streams_open 0.0\n", "\nserai_requests_running 0.0\n")
                .contains("serai_requests_total{route=\"/v1/chat/completions\",status=\"200\"} 2.0")
                .contains("serai_requests_total{route=\"/v1/chat/completions\",status=\"499\"} 1.0")
                .contains("serai_requests_total{route=\"/v1/models\",status=\"200\"} 1.0")
                .contains("serai_requests_total{route=\"unmatched\",status=\"404\"} "));
        String page = metrics();
        assertThat(page)
                .contains("gen_ai_client_operation_duration_seconds_bucket{")
                .contains("gen_ai_client_token_usage_bucket{")
                .contains("gen_ai_server_time_to_first_token_seconds_count{")
                .contains("serai_calls_total{")
                .contains("gen_ai_provider_name=\"upstream\"")
                .contains("jvm_memory_used_bytes{")
                .contains("camel_");
        assertThat(page).doesNotContain("/some/path").endsWith("\n");
        assertThat(page.lines()).allSatisfy(line -> assertThat(line)
                .matches(text ->
                        COMMENT.matcher(text).matches() || SAMPLE.matcher(text).matches()));
        assertThat(Set.copyOf(
                        page.lines().filter(line -> line.startsWith("# TYPE")).toList()))
                .hasSameSizeAs(
                        page.lines().filter(line -> line.startsWith("# TYPE")).toList());
    }
}
