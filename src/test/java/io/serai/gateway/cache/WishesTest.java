package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients say about caching in their headers is heeded; F66, F67: what is not the same is not taken for it, what is cut is not kept. */
class WishesTest {

    private static final String BASE =
            "{\"model\":\"kept\",\"temperature\":0,\"max_tokens\":9,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                    + "{\"role\":\"user\",\"content\":\"Where to?\"}]%s}";

    @TempDir
    private static Path data;

    private static CachedGateway lab;
    private static Key key;

    @BeforeAll
    static void start() throws Exception {
        lab = CachedGateway.start(data, Trouble::answer, "");
        key = lab.tenant("particular");
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    private static String verdict(String text, String... headers) {
        Reply reply = lab.ask(text, key, headers);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.header(CachedGateway.VERDICT);
    }

    @Test
    void noCache_asksAnew_andKeepsTheNewAnswer() {
        assertThat(verdict("fresh", "cache-control", "no-cache")).isEqualTo("miss");
        assertThat(verdict("fresh")).isEqualTo("hit");
        int before = lab.upstream().calls();
        assertThat(verdict("fresh", "cache-control", "no-cache")).isEqualTo("miss");
        assertThat(lab.upstream().calls() - before).isEqualTo(1);
    }

    @Test
    void noStore_leavesNothing() {
        verdict("secretive", "cache-control", "no-store");
        assertThat(verdict("secretive")).isEqualTo("miss");
    }

    @Test
    void maxAge_ofNothing_takesNothing() {
        verdict("young");
        assertThat(verdict("young", "cache-control", "max-age=0")).isEqualTo("miss");
        assertThat(verdict("young", "cache-control", "max-age=3600")).isEqualTo("hit");
    }

    @Test
    void off_keepsTheCacheOut() {
        verdict("apart");
        int before = lab.upstream().calls();
        assertThat(verdict("apart", "x-serai-cache", "off")).isEqualTo("bypass");
        assertThat(verdict("apart", "x-serai-cache", "off")).isEqualTo("bypass");
        assertThat(lab.upstream().calls() - before).isEqualTo(2);
        assertThat(verdict("apart")).isEqualTo("hit");
    }

    @Test
    void keyOfTheClient_keepsAnswersApart() {
        assertThat(verdict("many", "x-serai-cache-key", "a")).isEqualTo("miss");
        assertThat(verdict("many", "x-serai-cache-key", "b")).isEqualTo("miss");
        assertThat(verdict("many")).isEqualTo("miss");
        assertThat(verdict("many", "x-serai-cache-key", "a")).isEqualTo("hit");
    }

    /** F66. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"seed\":7",
                "\"temperature\":0.1",
                "\"top_p\":0.5",
                "\"max_tokens\":10",
                "\"stop\":[\"x\"]",
                "\"user\":\"somebody\"",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]",
                "\"reasoning_effort\":\"low\"",
                "\"presence_penalty\":1",
                "\"logit_bias\":{\"50256\":-100}",
                "\"not_known_to_us\":1"
            })
    void anyOtherField_isAnotherQuestion(String field) {
        Reply first = lab.post(BASE.formatted(""), key);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        String name = field.substring(0, field.indexOf(':'));
        String changed = BASE.formatted("").contains(name + ":")
                ? BASE.formatted("").replaceFirst(name + ":\\d+", field)
                : BASE.formatted("," + field);

        assertThat(lab.post(changed, key).header(CachedGateway.VERDICT)).isEqualTo("miss");
        assertThat(lab.post(changed, key).header(CachedGateway.VERDICT)).isEqualTo("hit");
        // Its order and its blanks are none of the question.
        String spaced = BASE.formatted("").replace(",", " , ").replace("\"model\":\"kept\" ,", "");
        String reordered = spaced.substring(0, spaced.length() - 1) + ", \"model\" : \"kept\"}";
        assertThat(lab.post(reordered, key).header(CachedGateway.VERDICT)).isEqualTo("hit");
    }

    @Test
    void anotherSystemPrompt_isAnotherQuestion() {
        lab.post(BASE.formatted(""), key);

        assertThat(lab.post(BASE.formatted("").replace("Be brief.", "Be long."), key)
                        .header(CachedGateway.VERDICT))
                .isEqualTo("miss");
    }

    @Test
    void hotTemperature_isNotKept() {
        String hot = BASE.formatted("").replace("\"temperature\":0", "\"temperature\":1.4");
        lab.post(hot, key);

        assertThat(lab.post(hot, key).header(CachedGateway.VERDICT)).isEqualTo("bypass");
    }

    /** F67. */
    @ParameterizedTest
    @ValueSource(
            strings = {"length", "error in 200", "status 500", "cut stream", "stream of length", "error in stream"})
    void brokenAnswer_isNotKept(String trouble) {
        String form = trouble.contains("stream") ? ",\"stream\":true" : "";
        String body =
                "{\"model\":\"kept\",\"messages\":[{\"role\":\"user\",\"content\":\"" + trouble + "\"}]" + form + "}";
        int before = lab.upstream().calls();

        lab.post(body, key);
        int first = lab.upstream().calls() - before;
        Reply second = lab.post(body, key);

        assertThat(second.header(CachedGateway.VERDICT)).isNotEqualTo("hit");
        assertThat(lab.upstream().calls() - before).isEqualTo(2 * first).isPositive();
    }
}
