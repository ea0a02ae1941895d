package io.serai.gateway.http;

import static io.serai.gateway.TestUpstream.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestGateway;
import io.serai.gateway.TestUpstream;
import io.serai.gateway.http.RawClient.Answer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with an {@code Idempotency-Key} is served once, however often it is sent. */
class IdempotencyTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REPLAYED = "idempotent-replayed";
    private static final AtomicInteger KEYS = new AtomicInteger();

    private LiveUpstream upstream;
    private TestGateway gateway;
    private final List<RawClient> clients = new ArrayList<>();
    private final String key = "Idempotency-Key: key-" + KEYS.incrementAndGet();

    @BeforeEach
    void start() throws Exception {
        upstream = new LiveUpstream();
        gateway = TestGateway.setup()
                .provider("upstream", upstream.baseUrl())
                .model("m", "- to: {uri: \"ai:upstream/m\"}\n")
                .set("serai.idempotency.max-answer-bytes", "64KiB")
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        gateway.close();
        upstream.close();
    }

    private RawClient client() throws Exception {
        RawClient client = RawClient.of(gateway);
        clients.add(client);
        return client;
    }

    private RawClient ask(String stream, String... headers) throws Exception {
        return client().post(CHAT, TestGateway.chatRequest("m", "Hi", stream), headers);
    }

    private void answer(String text) throws Exception {
        TestUpstream.json(upstream.call(), TestUpstream.ANSWER.replace("Hello", text));
    }

    private void refuse(int status) throws Exception {
        HttpServerRequest call = upstream.call();
        call.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end("{\"error\":{\"message\":\"No.\",\"type\":\"t\",\"param\":null,\"code\":null}}");
    }

    private void awaitRunning(int requests) {
        await().until(() -> gateway.gateway().running() == requests);
    }

    @Test
    void repetition_afterTheAnswer_getsTheSameBytes() throws Exception {
        RawClient first = ask("false", key);
        answer("one");
        Answer made = first.answer();

        Answer again = ask("false", key).answer();

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.headers()).doesNotContainKey(REPLAYED);
        assertThat(again.body()).isEqualTo(made.body()).contains("one");
        assertThat(again.header(REPLAYED)).isEqualTo("true");
        assertThat(again.header("content-type")).isEqualTo(made.header("content-type"));
        assertThat(again.header("x-serai-model")).isEqualTo("upstream/m");
        assertThat(again.header("x-request-id")).isNotEqualTo(made.header("x-request-id"));
        assertThat(upstream.calls()).isOne();
    }

    @Test
    void repetition_ofAStream_getsTheSameEvents() throws Exception {
        RawClient first = ask("true", key);
        upstream.stream().end(content("one") + TestUpstream.finish());
        Answer made = first.answer();

        Answer again = ask("true", key).answer();

        assertThat(made.body()).contains("one").endsWith("data: [DONE]\n\n");
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(again.header(REPLAYED)).isEqualTo("true");
        assertThat(again.header("content-type")).isEqualTo("text/event-stream");
        assertThat(upstream.calls()).isOne();
    }

    @Test
    void hundredCallers_atOnce_areOneCall() throws Exception {
        List<RawClient> crowd = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            crowd.add(ask("false", key));
        }
        awaitRunning(100);
        answer("one");

        Set<String> bodies = new TreeSet<>();
        int replayed = 0;
        for (RawClient each : crowd) {
            Answer answer = each.answer();
            bodies.add(answer.body());
            replayed += answer.headers().containsKey(REPLAYED) ? 1 : 0;
        }
        assertThat(bodies).hasSize(1);
        assertThat(replayed).isEqualTo(99);
        assertThat(upstream.calls()).isOne();
    }

    @Test
    void secondCaller_whileAStreamComes_readsItFromItsBeginning() throws Exception {
        RawClient first = ask("true", key);
        HttpServerResponse stream = upstream.stream();
        stream.write(content("one"));
        first.head();
        assertThat(first.data()).contains("one");

        RawClient second = ask("true", key);
        second.head();
        assertThat(second.data()).contains("one");
        stream.write(content("two"));
        assertThat(second.data()).contains("two");
        stream.end(TestUpstream.finish());

        assertThat(second.rest()).last().isEqualTo("data: [DONE]");
        assertThat(first.rest()).last().isEqualTo("data: [DONE]");
        assertThat(upstream.calls()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions|invalid_request_error",
                "/v1/messages|conflict_error",
                "/v1beta/models/m:generateContent|ABORTED"
            })
    void sameKey_withAnotherBody_isAConflict(String path, String word) throws Exception {
        // What is wrong with it is as true the second time.
        Answer made = client().post(path, "{}", key).answer();
        assertThat(made.status()).isEqualTo(400);
        assertThat(client().post(path, "{}", key).answer().body()).isEqualTo(made.body());

        Answer other = client().post(path, "{ }", key).answer();

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body()).contains(word).contains("Idempotency-Key");
        assertThat(client().post(path, "{}", key).answer().status()).isEqualTo(400);
    }

    @Test
    void sameKey_whileAnotherBodyIsServed_isAConflict() throws Exception {
        ask("false", key);
        HttpServerRequest call = upstream.call();

        assertThat(ask("true", key).answer().status()).isEqualTo(409);
        TestUpstream.json(call, TestUpstream.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void failure_thatDidNothing_isForgotten(int status) throws Exception {
        RawClient first = ask("false", key);
        refuse(status);
        assertThat(first.answer().status()).isGreaterThanOrEqualTo(429);

        RawClient second = ask("false", key);
        answer("one");

        Answer made = second.answer();
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.headers()).doesNotContainKey(REPLAYED);
    }

    @Test
    void streamThatBreaks_isForgotten() throws Exception {
        RawClient first = ask("true", key);
        HttpServerRequest call = upstream.call();
        TestUpstream.stream(call).write(content("one"));
        first.head();
        first.data();
        call.connection().close();
        assertThat(first.rest()).last().asString().contains("error");

        RawClient second = ask("true", key);
        upstream.stream().end(content("two") + TestUpstream.finish());

        assertThat(second.answer().body()).contains("two").endsWith("[DONE]\n\n");
    }

    @Test
    void refusal_ofTheRequest_isKept() throws Exception {
        RawClient first = ask("false", key);
        refuse(400);
        Answer made = first.answer();

        Answer again = ask("false", key).answer();

        assertThat(again.status()).isEqualTo(made.status()).isEqualTo(400);
        assertThat(again.body()).isEqualTo(made.body());
        assertThat(upstream.calls()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void firstClient_leaving_leavesTheAnswerToOthers(String stream) throws Exception {
        RawClient first = ask(stream, key);
        HttpServerRequest call = upstream.call();
        RawClient second = ask(stream, key);
        awaitRunning(2);
        first.close();
        awaitRunning(1);

        if (stream.equals("true")) {
            TestUpstream.stream(call).end(content("one") + TestUpstream.finish());
        } else {
            TestUpstream.json(call, TestUpstream.ANSWER.replace("Hello", "one"));
        }

        assertThat(second.answer().body()).contains("one");
        assertThat(upstream.aborted()).isZero();
    }

    @Test
    void allClients_leaving_abortTheCall() throws Exception {
        RawClient first = ask("false", key);
        upstream.call();
        RawClient second = ask("false", key);
        awaitRunning(2);
        first.close();
        second.close();
        await().until(() -> upstream.aborted() == 1);

        RawClient third = ask("false", key);
        answer("anew");

        assertThat(third.answer().body()).contains("anew");
    }

    @Test
    void answer_thatIsTooLarge_isNotKept() throws Exception {
        RawClient first = ask("false", key);
        answer("x".repeat(70_000));
        assertThat(first.answer().body()).hasSizeGreaterThan(70_000);

        RawClient second = ask("false", key);
        answer("anew");

        assertThat(second.answer().body()).contains("anew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "caf\u00e9", "LONG", "a\r\nIdempotency-Key: b"})
    void key_thatIsNone_isABadRequest(String wrong) throws Exception {
        String value = wrong.equals("LONG") ? "k".repeat(256) : wrong;

        Answer answer = ask("false", "Idempotency-Key: " + value).answer();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Idempotency-Key");
        assertThat(upstream.calls()).isZero();
    }

    @Test
    void request_withoutKey_isServedEachTime() throws Exception {
        for (String text : List.of("one", "two")) {
            RawClient client = ask("false");
            answer(text);
            assertThat(client.answer().body()).contains(text);
        }
    }
}
