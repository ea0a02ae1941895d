package io.serai.processors.responses;

import static io.serai.processors.responses.ResponsesFixture.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.sse.EventStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What files can't say: failures, bills, what a route may answer with. */
class ResponsesWriterTest {

    private static final String STREAMED = "{'model':'m','input':'Hi','stream':true}";
    private static final Map<String, Object> PIECE =
            map("{'model':'p','choices':[{'index':0,'delta':{'content':'Hel'}}]}");

    private final ResponsesFixture fixture = new ResponsesFixture();

    @Test
    void stream_thatBreaks_endsWithErrorAndFailedResponse() {
        EventStream stream = ResponsesFixture.streamed(fixture.asked(STREAMED), List.of(PIECE));
        int told = 0;
        while (told < 5) {
            assertThat(stream.next()).isNotNull();
            told++;
        }

        List<Map<String, Object>> last = ResponsesFixture.events(
                stream.failure(new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "It broke.")));

        assertThat(last).hasSize(2);
        assertThat(last.get(0))
                .isEqualTo(
                        map(
                                "{'type':'error','sequence_number':5,'code':'provider_unavailable','message':'It broke.','param':null}"));
        assertThat(last.get(1)).containsEntry("type", "response.failed").containsEntry("sequence_number", 6);
        Map<String, Object> response = Items.object(last.get(1).get("response"));
        assertThat(response)
                .containsEntry("status", "failed")
                .containsEntry("error", map("{'code':'server_error','message':'It broke.'}"))
                .containsEntry("usage", null);
        assertThat(response.get("output").toString()).contains("Hel", "in_progress");
        assertThat(fixture.store.bytes()).isZero();
    }

    @Test
    void failure_beforeAnyChunk_hasARespondingObject() {
        EventStream stream = ResponsesFixture.streamed(fixture.asked(STREAMED), List.of());

        List<Map<String, Object>> events = ResponsesFixture.events(
                stream.failure(new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "Later.")));

        assertThat(events)
                .extracting(event -> event.get("type"))
                .containsExactly("response.created", "response.in_progress", "error", "response.failed");
        assertThat(events.get(3).toString()).contains("code=rate_limit_exceeded", "model=m");
    }

    @Test
    void stream_readiness_looksThroughWhatIsNotTold() {
        EventStream stream = ResponsesFixture.streamed(fixture.asked(STREAMED), List.of(PIECE));

        assertThat(stream.isReady()).isTrue();
        assertThat(stream.contentType()).isEqualTo("text/event-stream");
        assertThat(new String(stream.next(), UTF_8))
                .startsWith("event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,")
                .endsWith("\n\n");
    }

    @Test
    void usage_ofSeveralAttempts_isTheirSumStreamedAndWhole() {
        Exchange whole = billed(fixture.asked("{'model':'m','input':'Hi'}"));
        Exchange streamed = billed(fixture.asked(STREAMED));

        Map<String, Object> told = ResponsesFixture.told(whole, ResponsesFixture.answer(Map.of("content", "Hel")));
        List<Map<String, Object>> events = ResponsesFixture.events(ResponsesFixture.streamed(streamed, List.of(PIECE)));

        assertThat(told.get("usage"))
                .isEqualTo(map("{'input_tokens':4,'input_tokens_details':{'cached_tokens':0},'output_tokens':6,"
                        + "'output_tokens_details':{'reasoning_tokens':0},'total_tokens':10}"))
                .isEqualTo(Items.object(events.get(events.size() - 1).get("response"))
                        .get("usage"));
    }

    @Test
    void text_ofARoute_isAMessage() {
        Map<String, Object> told = ResponsesFixture.told(fixture.asked("{'model':'m','input':'Hi'}"), "plain");

        assertThat(told).containsEntry("model", "m").containsEntry("status", "completed");
        assertThat(told.get("output").toString()).contains("text=plain");
    }

    @Test
    void writer_withoutAReader_isTheRoutesFault() {
        assertThatThrownBy(() -> new ResponsesWriter().process(new DefaultExchange(new DefaultCamelContext())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ResponsesReader");
    }

    @Test
    void ids_areLongAndNeverTheSame() {
        ResponseIds ids = ResponseIds.random();
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            assertThat(ids.next()).matches("[0-9a-f]{48}").satisfies(id -> assertThat(seen.add(id))
                    .isTrue());
        }
    }

    @Test
    void errors_ofThePath_areOpenAisAndFramedAsEvents() {
        ResponsesErrors errors = new ResponsesErrors();
        SeraiException failure = CallerException.badField("input", "No.");

        assertThat(errors.serves("/v1/responses")).isTrue();
        assertThat(errors.serves("/v1/responses/resp_1/input_items")).isTrue();
        assertThat(errors.serves("/v1/responsesque")).isFalse();
        assertThat(ResponsesFixture.json(errors.body(failure, "")))
                .isEqualTo(
                        map("{'error':{'message':'No.','type':'invalid_request_error','param':'input','code':null}}"));
        assertThat(ResponsesFixture.events(errors.frame(failure, "")))
                .containsExactly(
                        map("{'type':'error','sequence_number':0,'code':null,'message':'No.','param':'input'}"));
    }

    private static Exchange billed(Exchange exchange) {
        Meter meter = new Meter(MeterListener.NONE);
        meter.begin("p", "m", Operation.CHAT).report(Usage.of(1, 2));
        meter.begin("p", "m", Operation.CHAT).report(Usage.of(3, 4));
        exchange.setProperty(CallNames.METER, meter);
        return exchange;
    }
}
