package io.serai.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the configuration says where calls go (F5), and nobody is told what else it knows (F30). */
class UpstreamChoiceTest {

    private static final String SECRET = "sk-canary-4711";

    private static TestUpstream upstream;
    private static TestUpstream attackers;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
        attackers = TestUpstream.answering();
        gateway = TestGateway.setup()
                .provider("ours", upstream.baseUrl())
                .file(
                        "more.camel.yaml",
                        """
                        - beans:
                            - name: nobody-home
                              type: io.serai.providers.Provider
                              properties: {baseUrl: "http://127.0.0.1:1/v1", apiKey: "%s"}
                        """
                                .formatted(SECRET))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
        attackers.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-portkey-custom-host",
                "x-portkey-provider",
                "x-portkey-config",
                "x-gitlab-host-name",
                "x-forwarded-host",
                "x-forwarded-server",
                "x-original-url",
                "x-rewrite-url",
                "forwarded",
                "x-host",
                "x-upstream",
                "x-base-url",
                "x-serai-base-url",
                "openai-organization",
                "helicone-target-url",
                "cf-aig-custom-host"
            })
    void header_ofACaller_choosesNoUpstream(String name) throws Exception {
        int before = upstream.calls();
        String value = name.equals("forwarded") ? "host=127.0.0.1:" + attackers.port() : attackers.baseUrl();
        HttpRequest.Builder request = gateway.post(
                        "/v1/chat/completions", TestGateway.chatRequest("ours/m", "Hi", "false"))
                .header(name, value);

        assertThat(gateway.send(request).statusCode()).isEqualTo(200);
        assertThat(upstream.calls()).isEqualTo(before + 1);
        assertThat(attackers.calls()).isZero();
    }

    @Test
    void modelThatNobodyKnows_isNamed_andNothingElse() throws Exception {
        HttpResponse<String> refused = gateway.chat("no-such-model", "Hi");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("no-such-model");
        assertSaysLittle(refused.body().replace("no-such-model", ""));
    }

    @Test
    void modelWhoseProviderIsAway_isNamed_andNothingElse() throws Exception {
        HttpResponse<String> refused = gateway.chat("nobody-home/m", "Hi");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertSaysLittle(refused.body());
    }

    private static void assertSaysLittle(String body) {
        assertThat(body).doesNotContain(SECRET, "sk-", "127.0.0.1", "baseUrl", "ours", upstream.baseUrl());
    }
}
