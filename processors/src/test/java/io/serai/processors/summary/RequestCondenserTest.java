package io.serai.processors.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.CallerException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What of a long request is summarised, and what it looks like afterwards. */
class RequestCondenserTest {

    private static final String LONG = "A sentence of the report. ".repeat(100).strip();

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final RequestCondenser condenser = new RequestCondenser();

    private static Map<String, Object> message(String role, Object content) {
        return Map.of("role", role, "content", content);
    }

    private static Map<String, Object> text(String text) {
        return Map.of("type", "text", "text", text);
    }

    private List<?> sections(Object... messages) {
        exchange.getMessage()
                .setBody(Map.of("messages", List.of(messages), "temperature", 0, "tools", List.of(Map.of("a", 1))));
        condenser.sections(exchange);
        return exchange.getMessage().getBody(List.class);
    }

    private Map<?, ?> condensed(String summaries) throws Exception {
        exchange.getMessage().setBody(summaries);
        condenser.condense(exchange);
        return exchange.getMessage().getBody(Map.class);
    }

    @Test
    void message_withDocumentAndQuestion_keepsTheQuestion() throws Exception {
        condenser.setSectionLength(1_000);

        List<?> sections = sections(message("system", "Be brief."), message("user", LONG + "\n\nWhat is it about?"));

        assertThat(sections).hasSize(3);
        assertThat(String.join(" ", sections.stream().map(String::valueOf).toList()))
                .isEqualTo(LONG);
        assertThat(exchange.getVariable(RequestCondenser.WISH)).isEqualTo("What is it about?");
        Map<?, ?> condensed = condensed("one\n\ntwo");
        assertThat(condensed.get("messages"))
                .isEqualTo(List.of(
                        message("system", "Be brief."),
                        message(
                                "user",
                                "Summaries of the sections of a text that was too long:\n\n"
                                        + "one\n\n"
                                        + "two\n\n"
                                        + "What is it about?")));
        assertThat(condensed.get("temperature")).isEqualTo(0);
        assertThat(condensed.get("tools")).isEqualTo(List.of(Map.of("a", 1)));
    }

    @Test
    void message_withTheQuestionFirst_keepsItFirst() throws Exception {
        sections(message("user", "What is it about?\n\n" + LONG + "\n\n" + LONG));

        assertThat(condensed("one").toString())
                .contains("What is it about?\n\nSummaries of the sections of a text that was too long:\n\none");
    }

    @Test
    void document_ofAnEarlierMessage_isSummarisedThere() throws Exception {
        assertThat(sections(
                        message("user", List.of(text("Here:"), text(LONG))),
                        message("assistant", "Thank you."),
                        message("user", "What is it about?")))
                .isEqualTo(List.of(LONG));

        assertThat(condensed("one").get("messages"))
                .isEqualTo(List.of(
                        message(
                                "user",
                                List.of(
                                        text("Here:"),
                                        text("Summaries of the sections of a text that was too long:\n\none"))),
                        message("assistant", "Thank you."),
                        message("user", "What is it about?")));
    }

    @Test
    void text_ofTooManySections_isRefused() {
        condenser.setSectionLength(100);
        condenser.setMaxSections(3);

        assertThatThrownBy(() -> sections(message("user", LONG)))
                .isInstanceOf(CallerException.class)
                .hasMessageContaining("at most 3");
    }

    @Test
    void request_withoutText_isRefused() {
        assertThatThrownBy(() -> sections(message("user", List.of()))).isInstanceOf(CallerException.class);
    }
}
