package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS is spoken only where it is asked for: proxies in front may not expect it. */
class Http2CleartextTest {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String UPGRADE = "GET /livez HTTP/1.1\r\nhost: a\r\nconnection: Upgrade, HTTP2-Settings\r\n"
            + "upgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n";

    @Test
    void off_neitherPriorKnowledgeNorUpgradeWorks() throws Exception {
        try (TestGateway gateway = TestGateway.setup().start()) {
            try (RawClient client = RawClient.of(gateway).send(PREFACE)) {
                assertThat(client.untilClosed()).startsWith("HTTP/1.1 400");
            }
            try (RawClient client = RawClient.of(gateway).send(UPGRADE)) {
                assertThat(client.answer().body()).isEqualTo("ok\n");
            }
        }
    }

    @Test
    void on_bothWork() throws Exception {
        try (TestGateway gateway =
                TestGateway.setup().set("serai.http.h2c", "true").start()) {
            try (RawClient client = RawClient.of(gateway).send(UPGRADE)) {
                assertThat(client.answer().status()).isEqualTo(101);
            }
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .build()
                    .send(HttpRequest.newBuilder(gateway.uri("/livez")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("ok\n");
        }
    }
}
