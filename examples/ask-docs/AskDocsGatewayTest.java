package io.serai.examples.askdocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.examples.testing.Answer;
import io.serai.examples.testing.ExampleGateway;
import io.serai.processors.retrieval.PassageSteps;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This project's own documents, asked through a gateway. */
class AskDocsGatewayTest {

    private static final String QUESTION = "How long is the primary left alone while the breaker is open?";
    private static final String SOURCE = "examples/circuit-breaker/README.md";

    private static ExampleGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = ExampleGateway.start("ask-docs", Map.of("ask-docs.folder", ".."));
        PassageSteps passages =
                gateway.camel().getRegistry().lookupByNameAndType("ask-docs-passages", PassageSteps.class);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> passages.index().size() > 0
                        && gateway.chat("ask-docs", QUESTION).text().contains(SOURCE));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void gateway_wholeAnswer_namesItsSource() throws Exception {
        Answer answer = gateway.chat("ask-docs", QUESTION);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .startsWith("[simulated writer]")
                .contains("According to " + SOURCE, "primary is left alone");
        // One call for the vector of the question, one for the answer: both are on the bill.
        assertThat(answer.attempts()).isEqualTo(2);
        assertThat(answer.usage().promptTokens()).isGreaterThan(100);
    }

    @Test
    void gateway_streamedAnswer_namesItsSource() throws Exception {
        Answer answer = gateway.stream("ask-docs", QUESTION);

        assertThat(answer.text()).contains("According to " + SOURCE);
        assertThat(answer.frames()).hasSizeGreaterThan(3).last().isEqualTo("[DONE]");
        assertThat(answer.usage().promptTokens()).isGreaterThan(100);
    }

    @Test
    void gateway_nothingMatches_saysSoStreamedAndWhole() throws Exception {
        String unrelated = "qwertz zxcvbn";

        assertThat(gateway.chat("ask-docs", unrelated).text()).isEqualTo("The documents say nothing about that.");
        Answer stream = gateway.stream("ask-docs", unrelated);
        assertThat(stream.text()).isEqualTo("The documents say nothing about that.");
        assertThat(stream.frames()).last().isEqualTo("[DONE]");
    }
}
