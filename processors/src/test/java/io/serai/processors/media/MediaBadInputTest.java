package io.serai.processors.media;

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

/** The rows for images, audio and moderations; rankings and predictions are held to theirs by the gateway's end-to-end test. */
class MediaBadInputTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static final Map<String, Processor> READERS = Map.of(
            "/v1/images/generations", new ImagesReader(),
            "/v1/images/edits", new ImagesReader(),
            "/v1/audio/transcriptions", new TranscriptionReader(),
            "/v1/audio/translations", new TranscriptionReader(),
            "/v1/audio/speech", new SpeechReader(),
            "/v1/moderations", new ModerationReader());

    static Stream<MediaBadInput> rows() {
        return MediaBadInput.rows().filter(row -> READERS.containsKey(row.path()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reader_badInput_refusesAndNamesTheField(MediaBadInput row) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, row.path());
        exchange.getMessage().setBody(row.body());
        row.contentType().ifPresent(type -> exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type));

        Throwable thrown = catchThrowable(() -> READERS.get(row.path()).process(exchange));

        assertThat(thrown).isInstanceOfSatisfying(CallerException.class, refusal -> {
            assertThat(refusal.kind().status()).isEqualTo(row.status());
            assertThat(refusal.getMessage()).hasSizeBetween(10, 400);
            row.param().ifPresent(param -> {
                assertThat(refusal.param()).hasValue(param);
                assertThat(refusal.getMessage()).contains(param);
            });
        });
    }

    @Test
    void table_isLarge_andNamesAreUnique() {
        assertThat(MediaBadInput.rows().map(MediaBadInput::name))
                .hasSizeGreaterThan(150)
                .doesNotHaveDuplicates();
    }
}
