package io.serai.processors.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.json.Json;
import io.serai.api.media.ByteStream;
import io.serai.api.sse.EventStream;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechWriterTest {

    @Test
    void bytes_piecesComeOneByOne() throws Exception {
        Exchange exchange = answered("", new Pieces("audio/mpeg", "one", "two"));

        InputStream told = (InputStream) exchange.getMessage().getBody();
        byte[] room = new byte[100];
        assertThat(told.read(room)).isEqualTo(3);
        assertThat(told.read(room)).isEqualTo(3);
        assertThat(told.read(room)).isEqualTo(-1);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("audio/mpeg");
    }

    @ParameterizedTest
    @CsvSource({
        "'', application/octet-stream, audio/mpeg",
        "opus, '', audio/opus",
        "wav, application/octet-stream, audio/wav",
        "aac, audio/x-own, audio/x-own"
    })
    void contentType_isTheProvidersElseThatOfTheFormat(String asked, String told, String expected) throws Exception {
        String format = asked.isEmpty() ? "" : ",\"response_format\":\"" + asked + "\"";
        assertThat(answered(format, new Pieces(told, "a")).getMessage().getHeader(Exchange.CONTENT_TYPE))
                .isEqualTo(expected);
    }

    @Test
    void events_carryEachPieceInBase64() throws Exception {
        EventStream events = events(new Pieces("audio/mpeg", "one", "two"));

        assertThat(next(events)).isEqualTo(Map.of("type", "speech.audio.delta", "audio", "b25l"));
        assertThat(next(events)).isEqualTo(Map.of("type", "speech.audio.delta", "audio", "dHdv"));
        // No provider was called in this exchange.
        assertThat(next(events)).containsEntry("type", "speech.audio.done");
        assertThat(events.next()).isNull();
        assertThat(events.isReady()).isTrue();
    }

    @Test
    void events_thatBreak_endWithAnErrorThatSdksSee() throws Exception {
        EventStream events = events(new Pieces("audio/mpeg", "one"));

        String frame = new String(
                events.failure(new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "provider 'p' fell silent")), UTF_8);

        assertThat(frame)
                .startsWith(
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"provider 'p' fell silent\"")
                .endsWith("\n\n");
    }

    @Test
    void events_closed_giveTheSourceUp() throws Exception {
        Pieces source = new Pieces("audio/mpeg", "one");
        events(source).close();
        assertThat(source.closed).isTrue();
    }

    @Test
    void wholeBytesOfARoute_areSpeechToo() throws Exception {
        Exchange exchange = answered(",\"response_format\":\"wav\"", new byte[] {1, 2});
        assertThat(exchange.getMessage().getBody(byte[].class)).containsExactly(1, 2);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("audio/wav");
    }

    @Test
    void textOfARoute_isNoSpeech() {
        assertThatThrownBy(() -> answered("", "hello")).isInstanceOf(GatewayException.class);
    }

    private static EventStream events(ByteStream source) throws Exception {
        return (EventStream)
                answered(",\"stream_format\":\"sse\"", source).getMessage().getBody();
    }

    private static Exchange answered(String members, Object body) throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage()
                .setBody(("{\"model\":\"m\",\"input\":\"a\",\"voice\":\"alloy\"" + members + "}").getBytes(UTF_8));
        new SpeechReader().process(exchange);
        exchange.getMessage().setBody(body);
        new SpeechWriter().process(exchange);
        return exchange;
    }

    private static Map<String, Object> next(EventStream events) throws Exception {
        String frame = new String(events.next(), UTF_8);
        return Json.standard()
                .readObject(frame.substring(frame.indexOf("data: ") + 6).getBytes(UTF_8));
    }

    /** Pieces that are there already. */
    private static final class Pieces implements ByteStream {
        private final String contentType;
        private final Iterator<String> pieces;
        private boolean closed;

        Pieces(String contentType, String... pieces) {
            this.contentType = contentType;
            this.pieces = List.of(pieces).iterator();
        }

        @Override
        public String contentType() {
            return contentType;
        }

        @Override
        public byte[] read() {
            return pieces.hasNext() ? pieces.next().getBytes(UTF_8) : null;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
