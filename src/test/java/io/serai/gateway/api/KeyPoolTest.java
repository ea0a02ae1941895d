package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Keys of providers behind the gateway: callers do not notice one of several that is refused, the operator does, as of an only one. */
class KeyPoolTest {

    @Test
    void refusedKey_isNotNoticedByCallers_andCountedOnce() throws Exception {
        try (TestUpstream upstream = TestUpstream.behaving((request, body) -> {
                    if ("Bearer sk-dead".equals(request.getHeader("authorization"))) {
                        request.response().setStatusCode(401).end("{\"error\":{\"message\":\"sk-dead is unknown\"}}");
                    } else {
                        TestUpstream.json(request, TestUpstream.ANSWER);
                    }
                });
                TestGateway gateway = TestGateway.setup()
                        .file(
                                "provider-pool.camel.yaml",
                                """
                                - beans:
                                    - name: pool
                                      type: io.serai.providers.Provider
                                      properties:
                                        baseUrl: %s
                                        apiKeys: "sk-good, {{env:SERAI_TEST_ABSENT:}}, sk-dead"
                                        keyWeights: "1, 1, 1000"
                                        keyLabels: "eu, us, old"
                                    - name: single
                                      type: io.serai.providers.Provider
                                      properties: {baseUrl: "%s", apiKey: sk-dead}
                                """
                                        .formatted(upstream.baseUrl(), upstream.baseUrl()))
                        .start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.chat("pool/m", "Hi").statusCode()).isEqualTo(200);
            }

            assertThat(upstream.calls()).isEqualTo(21);
            gateway.chat("single/m", "Hi");
            HttpResponse<String> metrics = gateway.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + gateway.gateway().managementPort() + "/metrics")));
            assertThat(metrics.body())
                    .contains(
                            "serai_provider_keys_lost_total{gen_ai_provider_name=\"pool\",key=\"old\",reason=\"refused\"} 1.0",
                            "serai_provider_keys_lost_total{gen_ai_provider_name=\"single\",key=\"1\",reason=\"refused\"} 1.0")
                    .doesNotContain("sk-");
        }
    }
}
