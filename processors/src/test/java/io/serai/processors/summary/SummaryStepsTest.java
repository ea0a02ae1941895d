package io.serai.processors.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.chat.ChatRequest;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is summarised, and what is refused. */
class SummaryStepsTest {

    private final CamelContext context = new DefaultCamelContext();
    private final SummarySteps steps = new SummarySteps();

    @BeforeEach
    void small() {
        steps.setOwnTextLength(10);
        steps.setSectionLength(20);
        steps.setMaxSections(3);
    }

    @Test
    void message_long_isTheText() {
        Exchange exchange = asking("A rather long message.");

        steps.sections(exchange);

        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("A rather long", "message.");
        assertThat(exchange.getVariable(SummarySteps.WISH)).isEqualTo("");
    }

    @Test
    void message_short_isAWishAboutTheDocumentsByName() throws Exception {
        read("b.md", "second", false);
        read("a.md", "first", true);
        Exchange exchange = asking("In verse");

        steps.sections(exchange);

        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("# a.md\n\nfirst", "# b.md\n\nsecond");
        assertThat(exchange.getVariable(SummarySteps.WISH)).isEqualTo("In verse");
    }

    @Test
    void document_readAgain_takesThePlaceOfTheOld() throws Exception {
        read("a.md", "old", true);
        read("b.md", "gone", true);
        read("a.md", "new", true);
        read("b.md", " ", true);
        Exchange exchange = asking("?");

        steps.sections(exchange);

        assertThat(exchange.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly("# a.md\n\nnew");
    }

    @Test
    void documents_beforeAllAreRead_makeTheCallerComeBack() throws Exception {
        read("a.md", "first", false);

        assertThatThrownBy(() -> steps.sections(asking("?"))).isInstanceOfSatisfying(SeraiException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
            assertThat(failure.retryAfter()).isPresent();
        });
    }

    @Test
    void documents_none_areToldOfOnceTheFolderHasBeenLookedInto() throws Exception {
        steps.read(exchange(null));

        assertThatThrownBy(() -> steps.sections(asking("?")))
                .isInstanceOfSatisfying(CallerException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(ErrorKind.CALLER_BAD_REQUEST));
    }

    @Test
    void text_ofTooManySections_isRefused() {
        assertThatThrownBy(() -> steps.sections(asking("word ".repeat(20))))
                .isInstanceOfSatisfying(CallerException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(ErrorKind.CALLER_TOO_LARGE));
    }

    private void read(String name, String text, boolean last) throws Exception {
        Exchange exchange = exchange(text);
        exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        exchange.setProperty(Exchange.BATCH_COMPLETE, last);
        steps.read(exchange);
    }

    private Exchange asking(String text) {
        return exchange(ChatRequest.ofText(text).map());
    }

    private Exchange exchange(@Nullable Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
