package io.serai.processors.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.json.Json;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.Asked;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class MessagesWriterTest {

    private static final ChatEnvelope ENVELOPE = new ChatEnvelope("msg_1", 1, "m");

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void text_ofARoute_isAMessageOfTheModelThatWasAsked() throws Exception {
        Map<String, Object> message = written("Hello", Asked.Form.WHOLE);

        assertThat(message)
                .containsEntry("type", "message")
                .containsEntry("model", "asked")
                .containsEntry("stop_reason", "end_turn")
                .containsEntry("content", List.of(Map.of("type", "text", "text", "Hello")));
        assertThat(message.get("id")).asString().startsWith("msg_");
    }

    @Test
    void answer_hasTheRequestsIdInItsHeader() throws Exception {
        exchange.setProperty(CallNames.REQUEST_ID, "req_7");

        written("Hello", Asked.Form.WHOLE);

        assertThat(exchange.getMessage().getHeader("request-id")).isEqualTo("req_7");
    }

    @Test
    void usage_ofSeveralCalls_isTheirSum() throws Exception {
        Meter meter = new Meter(MeterListener.NONE);
        for (int i = 0; i < 2; i++) {
            Attempt attempt = meter.begin("p", "m", Operation.CHAT);
            attempt.report(Usage.of(10, 5));
            attempt.succeed();
        }
        exchange.setProperty(CallNames.METER, meter);

        Map<String, Object> message = written("Hello", Asked.Form.WHOLE);

        assertThat(message.get("usage"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("input_tokens", 20)
                .containsEntry("output_tokens", 10);
    }

    @Test
    void call_withoutAnId_hasOneThatStaysTheSame() throws Exception {
        Map<String, Object> call = Map.of("function", Map.of("name", "f", "arguments", "{}"));
        Map<String, Object> answer =
                ENVELOPE.answer(Map.of("role", "assistant", "tool_calls", List.of(call)), "tool_calls", Usage.of(1, 1));

        assertThat(written(answer, Asked.Form.WHOLE).get("content"))
                .isEqualTo(List.of(Map.of("type", "tool_use", "id", "toolu_0_msg_1", "name", "f", "input", Map.of())));
        EventStream stream = stream(ChatStream.of(answer));
        assertThat(Told.by(stream).get("content"))
                .isEqualTo(List.of(Map.of("type", "tool_use", "id", "toolu_0_msg_1", "name", "f", "input", Map.of())));
    }

    @Test
    void stream_thatBreaks_endsInAnErrorEvent() {
        EventStream stream = stream(new BrokenStream());

        assertThat(new String(stream.next(), UTF_8)).startsWith("event: message_start\n");
        assertThat(new String(stream.next(), UTF_8)).startsWith("event: ping\n");
        assertThatThrownBy(stream::next).isInstanceOf(ProviderException.class);
        assertThat(new String(stream.failure(new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "Too slow.")), UTF_8))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\","
                        + "\"message\":\"Too slow.\"}}\n\n");
    }

    @Test
    void stream_ofNoChunkAtAll_isAnEmptyMessageOfTheModelThatWasAsked() {
        Map<String, Object> message = Told.by(stream(ChatStream.of(List.of())));

        assertThat(message)
                .containsEntry("model", "asked")
                .containsEntry("content", List.of())
                .containsEntry("stop_reason", "end_turn");
    }

    @Test
    void count_thatIsNoCount_isTheRoutesFault() {
        exchange.getMessage().setBody("many");
        Processor writer = new CountTokensWriter();

        assertThatThrownBy(() -> writer.process(exchange)).isInstanceOf(GatewayException.class);
    }

    private Map<String, Object> written(Object said, Asked.Form form) throws Exception {
        write(said, form);
        return Json.standard().readObject(exchange.getMessage().getBody(byte[].class));
    }

    private EventStream stream(ChatStream chunks) {
        write(chunks, Asked.Form.STREAMED);
        return (EventStream) exchange.getMessage().getBody();
    }

    private void write(Object said, Asked.Form form) {
        exchange.setProperty(Asked.PROPERTY, new Asked("asked", form, true));
        exchange.getMessage().setBody(said);
        new MessagesWriter().process(exchange);
    }

    /** Says one word, then breaks. */
    private static final class BrokenStream extends ChatStream {
        private boolean begun;

        @Override
        protected Map<String, Object> read() {
            if (begun) {
                throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "Too slow.");
            }
            begun = true;
            return ENVELOPE.chunk(0, ChatDelta.role());
        }

        @Override
        public void close() {}
    }
}
