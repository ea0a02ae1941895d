package io.serai.processors.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.serai.api.error.CallerException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAiBadInputTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static final Map<String, Processor> READERS = Map.of(
            "/v1/chat/completions", new ChatReader(),
            "/v1/completions", new CompletionsReader(),
            "/v1/embeddings", new EmbeddingsReader());

    static Stream<BadInput> rows() {
        return BadInput.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reader_badInput_refusesAndNamesTheField(BadInput row) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(row.body());
        row.contentType().ifPresent(type -> exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type));

        Throwable thrown = catchThrowable(() -> READERS.get(row.path()).process(exchange));

        assertThat(thrown).isInstanceOfSatisfying(CallerException.class, refusal -> {
            assertThat(refusal.kind().status()).isEqualTo(row.status());
            assertThat(refusal.getMessage()).hasSizeBetween(10, 400);
            row.param().ifPresent(param -> {
                assertThat(refusal.param())
                        .hasValueSatisfying(found -> assertThat(found).contains(param));
                assertThat(refusal.getMessage()).contains(param);
            });
        });
    }

    @Test
    void table_isLarge_andNamesAreUnique() {
        assertThat(BadInput.rows().map(BadInput::name)).hasSizeGreaterThan(110).doesNotHaveDuplicates();
    }
}
