package io.serai.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.gateway.http.RawClient.Answer;
import io.serai.processors.identity.CredentialReader.QueryKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a request is looked at before it is known who has sent it. */
class EntranceTest {

    private static final String CHAT = "/v1/chat/completions";

    private GuardedServer server;
    private String key;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = GuardedServer.serving(CHAT, "/v1/messages", "/v1beta/models");
        key = server.key(GuardedServer.APP);
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private RawClient client() throws Exception {
        RawClient client = server.client();
        clients.add(client);
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization: Bearer ", "x-api-key: ", "X-Goog-Api-Key: ", "AUTHORIZATION: bearer "})
    void key_inAnyOfItsHeaders_letsIn(String header) throws Exception {
        Answer answer = client().post(CHAT, "{}", header + key).answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("ten_1 app:app_1 2 ");
        assertThat(answer.header("x-serai-saw")).doesNotContain(key);
    }

    @Test
    void noCredential_isToldInTheWordsOfTheApiThatWasCalled() throws Exception {
        Answer openAi = client().post(CHAT, "{}").answer();
        Answer anthropic = client().post("/v1/messages", "{}").answer();
        Answer gemini = client().get("/v1beta/models").answer();

        for (Answer answer : List.of(openAi, anthropic, gemini)) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        }
        assertThat(openAi.body()).contains("\"code\":\"invalid_api_key\"");
        assertThat(anthropic.body()).contains("\"type\":\"authentication_error\"");
        assertThat(gemini.body()).contains("\"status\":\"UNAUTHENTICATED\"");
        assertThat(server.reached).hasValue(0);
        assertThat(server.denied).hasValue(3);
    }

    @Test
    void refusal_ofARequestWithABody_comesBeforeTheBodyAndEndsTheConnection() throws Exception {
        RawClient client = client().send("POST " + CHAT + " HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n{");
        Answer answer = client.answer();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(server.reached).hasValue(0);
    }

    @Test
    void refusal_ofARequestThatAsksFirst_isNotToldToGoOn() throws Exception {
        Answer answer = client().send("POST " + CHAT + " HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\n"
                        + "content-length: 10\r\n\r\n")
                .answer();

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void refusal_ofARequestWithoutABody_leavesTheConnectionToTheNext() throws Exception {
        RawClient client = client();

        assertThat(client.get(CHAT).answer().status()).isEqualTo(401);
        assertThat(client.get(CHAT, "x-api-key: " + key).answer().status()).isEqualTo(200);
        await().until(() -> server.running() == 0);
    }

    @Test
    void probes_areOpen() throws Exception {
        assertThat(client().get("/livez").answer().body()).isEqualTo("ok\n");
        assertThat(client().get("/readyz").answer().body()).isEqualTo("ready\n");
    }

    @Test
    void query_withAKey_neitherCountsNorIsSeenByRoutes() throws Exception {
        Answer alone = client().get(CHAT + "?key=" + key).answer();
        Answer beside = client().get(CHAT + "?alt=sse&Key=" + key + "&a=1%202", "x-goog-api-key: " + key)
                .answer();

        assertThat(alone.status()).isEqualTo(401);
        assertThat(beside.status()).isEqualTo(200);
        assertThat(beside.body()).contains("alt=sse&a=1+2").doesNotContain(key);
    }

    @Test
    void query_withAKey_countsWhereThatIsOn() throws Exception {
        try (GuardedServer open =
                new GuardedServer(List.of(new GuardedServer.Served("/x", "GET", false)), QueryKey.ON)) {
            String own = open.key(GuardedServer.APP);
            for (String path : List.of("/x?key=" + own, "/x?%6bey=" + own)) {
                try (RawClient client = open.client().get(path)) {
                    Answer answer = client.answer();
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).doesNotContain(own);
                }
            }
            for (String path : List.of("/x?key=" + own + "&key=" + own, "/x?key=", "/x")) {
                try (RawClient client = open.client().get(path)) {
                    assertThat(client.answer().status()).isEqualTo(401);
                }
            }
        }
    }

    @Test
    void callerWhoTakesWaiting_isLetInWithItsWholeBody() throws Exception {
        String body = "x".repeat(2_000_000);
        RawClient client = client();
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try {
                client.post(CHAT, body, "authorization: Bearer slow-good");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        await().until(() -> server.running() == 1);
        assertThat(server.reached).hasValue(0);
        server.judged.countDown();

        assertThat(client.answer().body()).startsWith("ten_1 app:app_1 2000000 ");
        sent.get(10, TimeUnit.SECONDS);
        assertThat(client.get(CHAT, "authorization: Bearer slow-good").answer().status())
                .isEqualTo(200);
    }

    @Test
    void callerWhoTakesWaiting_overHttp2_isLetInWithItsWholeBody() throws Exception {
        server.judged.countDown();
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (String body : List.of("", "y".repeat(300_000))) {
            HttpResponse<String> answer = http2.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + CHAT))
                            .header("authorization", "Bearer slow-good")
                            .method(body.isEmpty() ? "GET" : "POST", HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("ten_1 app:app_1 " + body.length() + " ");
        }
        HttpResponse<String> refused = http2.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + CHAT))
                        .POST(HttpRequest.BodyPublishers.ofString("z".repeat(300_000)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void callerWhoIsRefusedAfterAWait_getsThe401OfAllOthers() throws Exception {
        server.judged.countDown();
        Answer slow =
                client().post(CHAT, "{}", "authorization: Bearer slow-bad").answer();
        Answer quick = client().post(CHAT, "{}", "authorization: Bearer other").answer();

        assertThat(slow.status()).isEqualTo(401);
        assertThat(slow.body()).isEqualTo(quick.body());
    }

    @Test
    void issuerThatIsAway_isA503ThatSaysWhenToComeBack() throws Exception {
        server.judged.countDown();
        Answer answer =
                client().post(CHAT, "{}", "authorization: Bearer slow-away").answer();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("7");
        assertThat(server.denied).hasValue(0);
    }

    @Test
    void clientThatLeavesWhileItIsJudged_reachesNoRoute() throws Exception {
        RawClient client = server.client().post(CHAT, "{}", "authorization: Bearer slow-good");
        await().until(() -> server.running() == 1);
        client.close();
        await().until(() -> server.running() == 0);
        server.judged.countDown();

        assertThat(client().get(CHAT, "x-api-key: " + key).answer().body()).endsWith(" 1");
    }

    /** A key that was rotated is still the same caller, and another caller's answer is nobody's business. */
    @Test
    void repetition_isKnownByItsCallerAndNotByTheKeyItShows() throws Exception {
        String rotated = server.key(GuardedServer.APP);
        Caller other = new Caller(
                "ten_2", "", "app_1", "key_9", "", Set.of(Role.APPLICATION), Set.of(), List.of(), Set.of(), Map.of());
        String foreign = server.key(other);
        String same = "idempotency-key: one";

        String first =
                client().post(CHAT, "{}", same, "x-api-key: " + key).answer().body();
        String again = client().post(CHAT, "{}", same, "x-api-key: " + rotated)
                .answer()
                .body();
        String others = client().post(CHAT, "{}", same, "x-api-key: " + foreign)
                .answer()
                .body();
        Answer unknown = client().post(CHAT, "{}", same).answer();

        assertThat(again).isEqualTo(first).startsWith("ten_1 ");
        assertThat(others).startsWith("ten_2 ");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(server.reached).hasValue(2);
    }
}
