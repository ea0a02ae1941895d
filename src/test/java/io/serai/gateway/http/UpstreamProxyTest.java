package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that reaches its providers through a proxy, as {@code gateway.properties} says. */
class UpstreamProxyTest {

    private static final String SECURE = "provider.test:443";
    private static final String PLAIN = "plain.test:8000";

    @TempDir
    private Path pem;

    private TestUpstream secure;
    private TestUpstream plain;

    @BeforeEach
    void start() throws Exception {
        Identity.named(pem, "authority").write(pem.resolve("cert.pem"), pem.resolve("key.pem"));
        secure = TestUpstream.answeringSecurely(pem.resolve("cert.pem"), pem.resolve("key.pem"));
        plain = TestUpstream.answering();
    }

    @AfterEach
    void stop() throws Exception {
        secure.close();
        plain.close();
    }

    private TestProxy proxy(TestProxy.Protocol protocol) throws Exception {
        return new TestProxy(protocol, "me", "p@ss:word", Map.of(SECURE, secure.port(), PLAIN, plain.port()));
    }

    private TestGateway.Setup setup(String proxy) {
        return TestGateway.setup()
                .set("serai.upstream.proxy", proxy)
                .set(
                        "serai.upstream.trusted-certificates",
                        pem.resolve("cert.pem").toString())
                .provider("secure", "https://provider.test/v1")
                .provider("plain", "http://" + PLAIN + "/v1")
                .provider("unknown", "http://unknown.test/v1")
                .provider("near", plain.baseUrl());
    }

    private static String url(TestProxy.Protocol protocol, TestProxy proxy) {
        String scheme = protocol == TestProxy.Protocol.SOCKS5 ? "socks5" : "http";
        return scheme + "://me:p%40ss%3Aword@127.0.0.1:" + proxy.port();
    }

    @ParameterizedTest
    @EnumSource
    void tlsProvider_isReachedThroughATunnel(TestProxy.Protocol protocol) throws Exception {
        try (TestProxy proxy = proxy(protocol);
                TestGateway gateway = setup(url(protocol, proxy)).start()) {
            HttpResponse<String> answer = gateway.chat("secure/m", "Hi");

            assertThat(answer.body()).contains("Hello");
            assertThat(secure.bodies()).singleElement().asString().contains("Hi");
            assertThat(proxy.asked()).containsOnly(SECURE);
        }
    }

    @Test
    void cleartextProvider_isReachedThroughSocks() throws Exception {
        try (TestProxy proxy = proxy(TestProxy.Protocol.SOCKS5);
                TestGateway gateway =
                        setup(url(TestProxy.Protocol.SOCKS5, proxy)).start()) {
            assertThat(gateway.chat("plain/m", "Hi").body()).contains("Hello");
            assertThat(proxy.asked()).containsOnly(PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exemptHost_isReachedWithoutTheProxy(TestProxy.Protocol protocol) throws Exception {
        try (TestProxy proxy = proxy(protocol);
                TestGateway gateway = setup(url(protocol, proxy))
                        .set("serai.upstream.no-proxy", "localhost, 127.0.0.1")
                        .start()) {
            assertThat(gateway.chat("near/m", "Hi").body()).contains("Hello");
            assertThat(gateway.chat("secure/m", "Hi").body()).contains("Hello");
            assertThat(proxy.asked()).containsOnly(SECURE);
        }
    }

    @ParameterizedTest
    @CsvSource({"SOCKS5,unknown/m", "CONNECT,secure/m"})
    void proxyThatRefuses_isAProviderThatIsNotThere(TestProxy.Protocol protocol, String model) throws Exception {
        try (TestProxy proxy = new TestProxy(protocol, "me", "p@ss:word", Map.of());
                TestGateway gateway = setup(url(protocol, proxy)).start()) {
            assertUnavailable(gateway.chat(model, "Hi"));
            assertThat(proxy.asked()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongPassword_isAProviderThatIsNotThere_andIsNotTold(TestProxy.Protocol protocol) throws Exception {
        try (TestProxy proxy = proxy(protocol);
                TestGateway gateway =
                        setup(url(protocol, proxy).replace("word", "wrong")).start()) {
            assertUnavailable(gateway.chat("secure/m", "Hi"));
            assertThat(proxy.asked()).isEmpty();
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"code\":\"provider_unavailable\"")
                .doesNotContain("wrong", "p@ss", "127.0.0.1", "provider.test");
    }
}
