package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.TestUpstream;
import io.serai.gateway.accounts.AccountedGateway;
import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.cache.FrontEnd.Form;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Equal questions are paid once, whoever asks in whatever API; F68: each answer has the framing that was asked for. */
class CacheThroughTest {

    private static final String ROUTES =
            """
            - beans:
                - name: apology
                  type: "#class:io.serai.gateway.cache.Apology"
            - route:
                id: by-app
                from:
                  uri: model:by-app
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: by-app, scope: application}
                        steps:
                          - to: {uri: "ai:upstream/m"}
            - route:
                id: sorry
                from:
                  uri: model:sorry
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: sorry}
                        steps:
                          - doTry:
                              steps:
                                - to: {uri: "ai:upstream/m"}
                              doCatch:
                                - exception: [java.lang.Exception]
                                  steps:
                                    - process: {ref: apology}
            - route:
                id: stale
                from:
                  uri: model:stale
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: stale, ttl: 1ms, stale: 1h}
                        steps:
                          - to: {uri: "ai:upstream/m"}
            - route:
                id: lame
                from:
                  uri: model:lame
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: lame, embeddings: "ai:upstream/constant", threshold: 0.5}
                        steps:
                          - to: {uri: "ai:upstream/m"}
            - route:
                id: paced
                from:
                  uri: model:paced
                  steps:
                    - kamelet:
                        name: serai-cache
                        parameters: {name: paced, pace: 1ms}
                        steps:
                          - to: {uri: "ai:upstream/m"}
            """;

    private static final Pattern ID = Pattern.compile("\"(?:id|responseId|item_id)\": ?\"([^\"]+)\"");

    @TempDir
    private static Path data;

    private static CachedGateway lab;
    private static App app;
    private static Key key;

    @BeforeAll
    static void start() throws Exception {
        lab = CachedGateway.start(data, CacheThroughTest::answer, ROUTES);
        app = lab.accounts().application("thrifty");
        key = lab.accounts().key(app, Map.of());
    }

    private static void answer(HttpServerRequest request, Buffer body) {
        if (body.toString().contains("many words")) {
            TestUpstream.json(request, TestUpstream.ANSWER.replaceAll("Hello[^\"]*", "Hello to all of you"));
        } else if (request.path().endsWith("/embeddings")) {
            TestUpstream.json(
                    request,
                    alike(((List<?>) AccountedGateway.json(body.toString()).get("input")).size()));
        } else {
            Trouble.answer(request, body);
        }
    }

    /** What an embedding model says that has lost its mind: the same of all texts. */
    private static String alike(int inputs) {
        return IntStream.range(0, inputs)
                .mapToObj("{\"object\":\"embedding\",\"index\":%d,\"embedding\":[0.6,0.8]}"::formatted)
                .collect(Collectors.joining(
                        ",", "{\"object\":\"list\",\"model\":\"e\",\"data\":[", "],\"usage\":{\"prompt_tokens\":1}}"));
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource
    void secondCall_isAHit_inTheWordsAndTheFormThatItAsksFor(FrontEnd frontEnd) {
        String text = "Of " + frontEnd;
        int before = lab.upstream().calls();

        Reply miss = lab.ask(frontEnd, "kept", text, Form.WHOLE, key);
        Reply hit = lab.ask(frontEnd, "kept", text, Form.WHOLE, key);
        Reply streamed = lab.ask(frontEnd, "kept", text, Form.STREAMED, key);

        assertAnswer(miss, frontEnd, Form.WHOLE, "miss");
        assertAnswer(hit, frontEnd, Form.WHOLE, "hit");
        assertAnswer(streamed, frontEnd, Form.STREAMED, "hit");
        assertThat(lab.upstream().calls() - before).isEqualTo(1);
        assertThat(Stream.of(miss, hit, streamed)
                        .flatMap(reply -> ids(reply).stream())
                        .toList())
                .doesNotHaveDuplicates();
        assertThat(ids(hit)).hasSameSizeAs(ids(miss));
        assertThat(hit.header("age")).isNotEmpty();
        assertThat(hit.header("x-serai-attempts")).isEqualTo("0");
    }

    /** Ollama's answers have none. */
    private static Set<String> ids(Reply reply) {
        return ID.matcher(reply.text()).results().map(id -> id.group(1)).collect(Collectors.toSet());
    }

    @Test
    void storedResponse_ofAHit_isOneOfItsOwn() {
        String body = "{\"model\":\"kept\",\"input\":\"Remember this\"}";
        List<String> ids = new ArrayList<>();
        for (String verdict : List.of("miss", "hit")) {
            Reply reply = lab.accounts()
                    .send(lab.accounts()
                            .gateway()
                            .post("/v1/responses", body)
                            .header("authorization", "Bearer " + key.secret()));
            assertThat(reply.header(CachedGateway.VERDICT)).as(reply.text()).isEqualTo(verdict);
            ids.add(reply.json().get("id").toString());
        }

        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> {
            Reply stored = lab.accounts().get("/v1/responses/" + id, key.secret());
            assertThat(stored.status()).as(stored.text()).isEqualTo(200);
            assertThat(stored.json()).containsEntry("id", id);
        });
    }

    /** F65: of one tenant, one team. */
    @Test
    void answer_ofAnotherApplication_isNotGivenWhereEachHasItsOwn() {
        App other = new App(
                app.tenant(),
                app.team(),
                String.valueOf(lab.accounts()
                        .made("/applications", Map.of("tenant", app.tenant(), "team", app.team(), "name", "other"))
                        .get("id")));
        Key otherKey = lab.accounts().key(other, Map.of());

        assertThat(verdict("by-app", "Whose?", key)).isEqualTo("miss");
        assertThat(verdict("by-app", "Whose?", otherKey)).isEqualTo("miss");
        assertThat(verdict("by-app", "Whose?", key)).isEqualTo("hit");
        assertThat(verdict("kept", "Whose?", key)).isEqualTo("miss");
        assertThat(verdict("kept", "Whose?", otherKey)).isEqualTo("hit");
    }

    /** F67: a route that says something good-looking once its provider has failed. */
    @Test
    void apology_ofARoute_isNotKept() {
        Reply first = lab.ask(FrontEnd.OPENAI, "sorry", "status 500", Form.WHOLE, key);
        assertThat(first.text()).contains(Apology.WORDS);
        assertThat(first.header(CachedGateway.VERDICT)).isEqualTo("miss");

        assertThat(verdict("sorry", "status 500", key)).isEqualTo("miss");
    }

    /** Made anew on the bill of who was given the stale one. */
    @Test
    void staleAnswer_isGivenAtOnce_andMadeAnewOnTheBillOfWhoAsked() {
        App old = lab.accounts().application("old");
        Key first = lab.accounts().key(old, Map.of());
        Key second = lab.accounts().key(old, Map.of());
        assertThat(verdict("stale", "What is new?", first)).isEqualTo("miss");
        int before = lab.upstream().calls();

        assertThat(verdict("stale", "What is new?", second)).isEqualTo("hit");

        await().until(() -> lab.upstream().calls() == before + 1);
        await().untilAsserted(() -> assertThat(lab.accounts().ledger(old.tenant()))
                .filteredOn(row -> "settle".equals(row.get("kind")) && !"cached".equals(row.get("cause")))
                .extracting(row -> row.get("key"))
                .containsExactlyInAnyOrder(first.id(), second.id()));
    }

    /** Else all questions would be one. */
    @Test
    void embeddingModel_thatIsBroken_isSwitchedOff_andCallsGoOn() {
        assertThat(verdict("lame", "Where is the well?", key)).isEqualTo("miss");
        assertThat(verdict("lame", "Who tends the fire?", key)).isEqualTo("miss");
        assertThat(verdict("lame", "Who tends the fire?", key)).isEqualTo("hit");

        String metrics = lab.accounts()
                .send(HttpRequest.newBuilder(lab.accounts().management("/metrics")))
                .text();
        assertThat(metrics.lines())
                .filteredOn(line -> line.startsWith("serai_cache_semantic_on") && line.contains("lame"))
                .singleElement()
                .asString()
                .endsWith(" 0.0");
    }

    @Test
    void replayedStream_withAPace_comesWordByWord() {
        assertThat(verdict("paced", "many words", key)).isEqualTo("miss");

        Reply paced = lab.ask(FrontEnd.OPENAI, "paced", "many words", Form.STREAMED, key);

        assertThat(paced.header(CachedGateway.VERDICT)).isEqualTo("hit");
        assertThat(paced.text()).contains("\"Hello\"").contains("\" to\"").contains("\" you\"");
    }

    private static String verdict(String model, String text, Key key) {
        Reply reply = lab.ask(FrontEnd.OPENAI, model, text, Form.WHOLE, key);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.header(CachedGateway.VERDICT);
    }

    @ParameterizedTest
    @EnumSource
    void streamedAnswer_isGivenAgain_wholeAndStreamed(FrontEnd frontEnd) {
        String text = "Streamed by " + frontEnd;
        int before = lab.upstream().calls();

        assertAnswer(lab.ask(frontEnd, "kept", text, Form.STREAMED, key), frontEnd, Form.STREAMED, "miss");
        assertAnswer(lab.ask(frontEnd, "kept", text, Form.WHOLE, key), frontEnd, Form.WHOLE, "hit");
        assertAnswer(lab.ask(frontEnd, "kept", text, Form.STREAMED, key), frontEnd, Form.STREAMED, "hit");

        assertThat(lab.upstream().calls() - before).isEqualTo(1);
    }

    @Test
    void answer_keptByOneApi_isServedByTheOthers() {
        int before = lab.upstream().calls();
        for (Form form : Form.values()) {
            for (FrontEnd frontEnd : List.of(FrontEnd.OPENAI, FrontEnd.ANTHROPIC, FrontEnd.GEMINI, FrontEnd.OLLAMA)) {
                lab.ask(frontEnd, "kept", "One for all", form, key);
            }
            for (FrontEnd frontEnd : List.of(FrontEnd.RESPONSES, FrontEnd.OPENAI_UNBOUNDED)) {
                lab.ask(frontEnd, "kept", "One for both", form, key);
            }
        }
        assertThat(lab.upstream().calls() - before).isEqualTo(2);
    }

    /** F68. */
    @Test
    void hit_hasItsOwnIdTimeAndFraming() {
        Reply miss = lab.ask("Who are you?", key);
        Reply hit = lab.ask("Who are you?", key);
        Reply streamed = lab.ask(FrontEnd.OPENAI, "kept", "Who are you?", Form.STREAMED, key);

        assertThat(hit.json().get("id")).isNotEqualTo(miss.json().get("id")).isNotEqualTo("chatcmpl-1");
        assertThat(((Number) hit.json().get("created")).longValue()).isGreaterThan(1_700_000_000L);
        assertThat(hit.header("content-type")).startsWith("application/json");
        assertThat(hit.object("usage")).containsEntry("prompt_tokens", 3).containsEntry("cached", true);
        assertThat(streamed.header("content-type")).startsWith("text/event-stream");
        assertThat(streamed.header("content-length")).isEmpty();
        assertThat(streamed.text()).doesNotContain("chatcmpl-1");
    }

    @Test
    void hit_isBookedAsSaved_andChargedToNoBudget() {
        App poor = lab.accounts().application("poor");
        Key poorKey = lab.accounts().key(poor, Map.of());
        // One call costs 5 millionths: 3 tokens in, 1 token out, and is reserved with 9 out.
        lab.accounts()
                .limit(
                        poor.tenant(),
                        Map.of(),
                        Map.of("metric", "cost", "dollars", "0.00004", "window", Map.of("unit", "month")),
                        poorKey,
                        "kept");

        for (int i = 0; i < 20; i++) {
            Reply reply = lab.ask("What does it cost?", poorKey);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }

        await().untilAsserted(() -> {
            List<Map<String, Object>> rows = lab.accounts().ledger(poor.tenant());
            assertThat(rows)
                    .filteredOn(row -> row.get("saved").equals("0.000005"))
                    .hasSize(19)
                    .allSatisfy(row -> assertThat(row)
                            .containsEntry("kind", "settle")
                            .containsEntry("cause", "cached")
                            .containsEntry("cost", "0")
                            .containsEntry("provider", "upstream")
                            .containsEntry("asked", "kept"));
            assertThat(rows)
                    .filteredOn(row -> row.get("cost").equals("0.000005"))
                    .hasSize(1);
        });
    }

    @Test
    void hit_countsAsARequest() {
        App few = lab.accounts().application("few");
        Key fewKey = lab.accounts().key(few, Map.of());
        lab.accounts()
                .limit(
                        few.tenant(),
                        Map.of(),
                        Map.of("metric", "requests", "amount", 3, "window", Map.of("unit", "day")),
                        fewKey,
                        "kept");

        for (int i = 0; i < 3; i++) {
            assertThat(lab.ask("How often?", fewKey).status()).isEqualTo(200);
        }
        assertThat(lab.ask("How often?", fewKey).status()).isEqualTo(429);
    }

    @Test
    void model_withoutCache_tellsOfNone() {
        Reply reply = lab.ask(FrontEnd.OPENAI, "plain", "Hi", Form.WHOLE, key);

        assertThat(reply.header(CachedGateway.VERDICT)).isEmpty();
        assertThat(reply.header("age")).isEmpty();
    }

    private static void assertAnswer(Reply reply, FrontEnd frontEnd, Form form, String verdict) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header(CachedGateway.VERDICT)).as(reply.text()).isEqualTo(verdict);
        assertThat(frontEnd.speaks(reply.text(), form)).as(reply.text()).isTrue();
        assertThat(reply.text().replaceAll("[^A-Za-z]", "")).contains("Hel").contains("lo");
    }
}
