package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One path, one route: another spelling is another path, or the same one to everybody who looks at it. */
class PathsTest {

    private static TestUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = TestUpstream.answering();
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

    /** RFC 3986, 6.2.2: dot segments and needless escapes are resolved, a slash at the end is none; all else stands for itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/V1/chat/completions",
                "/v1/Chat/completions",
                "/v1/chat/completions/x",
                "/v1/chat/completionsx",
                "/v1/chat",
                "/v1/chat%2fcompletions",
                "/v1%2Fchat/completions",
                "/v1/chat%252fcompletions",
                "/v1/chat/completions;x=1",
                "/v1;a/chat/completions",
                "/v1/chat;/completions",
                "/v1/chat/completions%3b",
                "/v1/chat/completions%00",
                "/v1/chat/completions%0d%0a",
                "/v1/chat/completions%20",
                "/v1/chat/completions%3fx",
                "/v1/chat/completions%23",
                "/v1/chat/completions#x",
                "/v1/chat\\completions",
                "/v1/chat%5ccompletions",
                "/v1/chat/%c0%ae%c0%ae/chat/completions",
                "/v1/chat/completions/..",
                "/v1/chat/completions/%2e%2e",
                "/v1/chat/completions/../../../../..",
                "/v1/chat/completions.json",
                "/v1/ch\u00e4t/completions",
                "/v1/chat/completions%",
                "/v1/chat/completions%zz",
                "/v1/chat/completions%e9",
                "/v1/chat/completions%ff%fe",
                "/metrics",
                "/actuator",
                "/q/health",
                "/",
                "//",
                "/.",
                "/..",
                "/*",
                "*",
                "v1/chat/completions",
                "/livez/v1/chat/completions",
                "/livez;/../v1/chat/completions/x",
                "/%"
            })
    void otherSpelling_reachesNoRoute(String path) throws Exception {
        int before = upstream.calls();
        try (RawClient client = RawClient.of(gateway).post(path, TestGateway.chatRequest("plain", "Hi", "false"))) {
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isIn(Set.of(400, 404, 405));
            assertThat(answer.body()).contains("{\"error\":{\"message\":");
        }
        assertThat(upstream.calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions/",
                "/v1/./chat/completions",
                "/livez/../v1/chat/completions",
                "/v1/models/../chat/completions",
                "/v1/%63hat/completions",
                "/v1/%2e/chat/completions",
                "/v1/chat/%2E%2e/chat/completions",
                "/../v1/chat/completions",
                "/v1/chat/completions?x=/livez",
                "http://elsewhere.test/v1/chat/completions"
            })
    void equivalentSpelling_reachesTheRouteOfItsNormalForm(String path) throws Exception {
        try (RawClient client = RawClient.of(gateway).post(path, TestGateway.chatRequest("plain", "Hi", "false"))) {
            assertThat(client.answer().body()).contains("Hello");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/chat/completions,POST",
        "PUT,/v1/chat/completions,POST",
        "DELETE,/v1/embeddings,POST",
        "HEAD,/v1/chat/completions,POST",
        "TRACE,/v1/chat/completions,POST",
        "BREW,/v1/chat/completions,POST",
        "POST,/v1/models,GET",
        "DELETE,/v1/models/plain,GET",
        "POST,/livez,GET",
        "DELETE,/readyz,GET"
    })
    void wrongMethod_isToldTheRightOne(String method, String path, String allowed) throws Exception {
        try (RawClient client =
                RawClient.of(gateway).send(method + " " + path + " HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n")) {
            RawClient.Answer answer = client.answer(method);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("allow").split(", ")).contains(allowed);
            if (!method.equals("HEAD")) {
                assertThat(answer.body()).contains("\"code\":\"method_not_supported\"");
            }
            assertThat(client.get("/livez").answer().body()).isEqualTo("ok\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/modelsx", "/v1/models;x", "/v1/models.json", "/v1/models%2fplain"})
    void longerPath_isNoPathBelow(String path) throws Exception {
        try (RawClient client = RawClient.of(gateway).get(path)) {
            assertThat(client.answer().status()).isEqualTo(404);
        }
    }

    @Test
    void unknownPath_isNamedInTheAnswer() throws Exception {
        try (RawClient client = RawClient.of(gateway).get("/v2/chat")) {
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("GET /v2/chat", "\"code\":\"unknown_url\"");
        }
    }

    @Test
    void options_isAnsweredWithoutTheRoute() throws Exception {
        int before = upstream.calls();
        try (RawClient client =
                RawClient.of(gateway).send("OPTIONS /v1/chat/completions HTTP/1.1\r\nhost: a\r\n\r\n")) {
            RawClient.Answer answer = client.answer("OPTIONS");
            assertThat(answer.status()).isIn(Set.of(200, 204, 405));
            assertThat(answer.header("allow")).contains("POST");
        }
        assertThat(upstream.calls()).isEqualTo(before);
    }

    @Test
    void badEscapeInTheQuery_isABadRequest() throws Exception {
        try (RawClient client = RawClient.of(gateway)
                .post("/v1/chat/completions?x=%zz", TestGateway.chatRequest("plain", "Hi", "false"))) {
            assertThat(client.answer().status()).isEqualTo(400);
        }
    }
}
