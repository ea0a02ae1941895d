package io.serai.processors.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

/** The two routes of a workflow that answers from documents, with vectors that count letters. */
class RetrievalRouteTest extends CamelTestSupport {

    private final PassageSteps passages = new PassageSteps();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        passages.setCount(1);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:document")
                        .bean(passages, "read")
                        .process(RetrievalRouteTest::embed)
                        .bean(passages, "store");
                from("direct:ask").enrich("direct:find-passages", new PassageContext());
                from("direct:find-passages")
                        .bean(passages, "question")
                        .process(RetrievalRouteTest::embed)
                        .bean(passages, "find");
            }
        };
    }

    @Test
    void ask_question_isPrecededByTheBestPassageAndItsSource() {
        document("zoo.md", "# Zoo\nzzz zzz");
        document("bees.md", "# Bees\nbbb bbb");
        List<Map<String, Object>> messages = List.of(
                ChatRequest.message("user", "hi"),
                ChatRequest.message("assistant", "yes?"),
                ChatRequest.message("user", "zz"));
        Map<String, Object> request = Map.of("model", "m", "messages", messages);

        Map<String, Object> enriched = template.requestBody("direct:ask", request, Map.class);

        List<Map<String, Object>> told = new ChatRequest(enriched).messages();
        assertThat(told)
                .extracting(message -> message.get("role"))
                .containsExactly("user", "assistant", "system", "user");
        assertThat((String) told.get(2).get("content"))
                .contains("Name the source", "[zoo.md] Zoo\nzzz zzz")
                .doesNotContain("bbb");
        assertThat(request.get("messages")).isSameAs(messages);
        assertThat(messages).hasSize(3);
    }

    @Test
    void document_changed_replacesItsPassages() {
        document("zoo.md", "# Zoo\nzzz zzz\n# More\nyyy");
        document("zoo.md", "# Zoo\nchanged");
        assertThat(passages.index().size()).isEqualTo(1);

        document("zoo.md", " ");
        assertThat(passages.index().size()).isZero();
    }

    @Test
    void ask_withoutQuestionOrDocuments_isLeftAsItIs() {
        Map<String, Object> request = ChatRequest.ofText("zz").map();
        assertThat(template.requestBody("direct:ask", request)).isSameAs(request);

        document("zoo.md", "zzz");
        Map<String, Object> silent = ChatRequest.ofMessages(List.of(ChatRequest.message("system", "x")))
                .map();
        assertThat(template.requestBody("direct:ask", silent)).isSameAs(silent);
    }

    private void document(String name, String text) {
        template.sendBodyAndHeader("direct:document", text, Exchange.FILE_NAME, name);
    }

    /** Answers in OpenAI's shape, the last input first: what counts is the index. */
    private static void embed(Exchange exchange) {
        List<String> texts =
                (List<String>) exchange.getMessage().getBody(Map.class).get("input");
        List<Object> data = new ArrayList<>();
        for (int i = texts.size() - 1; i >= 0; i--) {
            List<Integer> counts = new ArrayList<>();
            for (char c = 'a'; c <= 'z'; c++) {
                char letter = c;
                counts.add((int)
                        texts.get(i).chars().filter(found -> found == letter).count());
            }
            data.add(Map.of("index", i, "embedding", counts));
        }
        exchange.getMessage().setBody(Map.of("data", data));
    }
}
