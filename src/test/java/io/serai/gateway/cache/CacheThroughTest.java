package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.gateway.accounts.AccountedGateway.App;
import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.cache.FrontEnd.Form;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Equal questions are paid once, whoever asks in whatever API; F68: each answer has the framing that was asked for. */
class CacheThroughTest {

    @TempDir
    private static Path data;

    private static CachedGateway lab;
    private static App app;
    private static Key key;

    @BeforeAll
    static void start() throws Exception {
        lab = CachedGateway.start(data);
        app = lab.accounts().application("thrifty");
        key = lab.accounts().key(app, Map.of());
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
        assertThat(hit.header("age")).isNotEmpty();
        assertThat(hit.header("x-serai-attempts")).isEqualTo("0");
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
