package io.serai.examples.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept and what is not. */
class CacheExampleTest {

    private static ExampleGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = ExampleGateway.start("cache", Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static Optional<String> said(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().headers().firstValue("x-serai-cache");
    }

    @Test
    void question_isAnsweredAgain_wholeAndStreamed() throws Exception {
        assertThat(said(gateway.chat("cache", "Who are you?"))).contains("miss");
        assertThat(said(gateway.chat("cache", "Who are you?"))).contains("hit");
        assertThat(said(gateway.stream("cache", "Who are you?"))).contains("hit");
    }

    @Test
    void question_ofAUser_isAskedEachTime() throws Exception {
        Map<String, Object> request = new LinkedHashMap<>(ExampleGateway.request("cache", "What do I owe?"));
        request.put("user", "somebody");

        assertThat(said(gateway.send(request))).isEmpty();
        assertThat(said(gateway.send(request))).isEmpty();
    }

    @Test
    void model_ofModelsYaml_isAnsweredAgain() throws Exception {
        assertThat(said(gateway.chat("cached", "Hello"))).contains("miss");
        assertThat(said(gateway.chat("cached", "Hello"))).contains("hit");
    }
}
