package io.serai.processors.openai;

import static io.serai.processors.openai.FrontEndFixture.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Attempt;
import io.serai.api.sse.EventStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ChatWriterTest {

    private static final String WHOLE = "{'model':'m','messages':[{'role':'user','content':'hi'}]}";
    private static final String STREAMED = WHOLE.replace("'model'", "'stream':true,'model'");
    private static final String WITH_USAGE =
            WHOLE.replace("'model'", "'stream':true,'stream_options':{'include_usage':true},'model'");

    private static final String USAGE = "{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7,'x':{'y':1}}";
    private static final Map<String, Object> ANSWER =
            map("{'id':'a','object':'chat.completion','created':1,'model':'p',"
                    + "'choices':[{'index':0,'message':{'role':'assistant','content':'hello'},'finish_reason':'stop'}],'usage':"
                    + USAGE + ",'own':1}");
    private static final List<Map<String, Object>> CHUNKS = chunks(
            "{'id':'a','object':'chat.completion.chunk','created':1,'model':'p','choices':[{'index':0,'delta':{'role':'assistant'}}],'usage':null}",
            "{'id':'a','object':'chat.completion.chunk','created':1,'model':'p','choices':[{'index':0,'delta':{'content':'hello'}}],'usage':{'total_tokens':1}}",
            "{'id':'a','object':'chat.completion.chunk','created':1,'model':'p','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}",
            "{'id':'a','object':'chat.completion.chunk','created':1,'model':'p','choices':[],'usage':" + USAGE
                    + ",'own':1}");

    private final ChatWriter writer = new ChatWriter();

    @Test
    void write_wholeAnswer_isJsonUntouched() throws Exception {
        FrontEndFixture fixture = asked(WHOLE);
        attempt(fixture, "simulated", "echo", Usage.of(100, 100)).succeed();

        fixture.answered(ANSWER).through(writer);

        assertThat(fixture.json()).isEqualTo(ANSWER);
        assertThat(fixture.header(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(fixture.header("x-serai-model")).isEqualTo("simulated/echo");
        assertThat(fixture.header("x-serai-attempts")).isEqualTo(1);
    }

    @Test
    void write_streamToCallerOfWhole_isCollected() throws Exception {
        FrontEndFixture fixture = asked(WHOLE);
        attempt(fixture, "p", "m", Usage.of(3, 4)).succeed();

        assertThat(fixture.answered(ChatStream.of(CHUNKS)).through(writer).json())
                .isEqualTo(ANSWER);
    }

    @Test
    void write_severalAttempts_usageIsTheirSum() throws Exception {
        FrontEndFixture fixture = asked(WHOLE);
        attempt(fixture, "a", "first", null).fail(ErrorKind.PROVIDER_TIMEOUT);
        attempt(fixture, "b", "second", new Usage(map(USAGE))).succeed();
        attempt(fixture, "c", "third", new Usage(map(USAGE))).succeed();

        fixture.answered(ANSWER).through(writer);

        assertThat(fixture.json().get("usage"))
                .isEqualTo(map("{'prompt_tokens':6,'completion_tokens':8,'total_tokens':14,'x':{'y':2}}"));
        assertThat(fixture.header("x-serai-model")).isEqualTo("c/third");
        assertThat(fixture.header("x-serai-attempts")).isEqualTo(3);
        assertThat(((Map<?, ?>) ANSWER.get("usage")).get("total_tokens")).isEqualTo(7);
    }

    @Test
    void write_text_isAnAnswerThatSaysIt() throws Exception {
        FrontEndFixture fixture = asked(WHOLE).answered("plain").through(writer);

        assertThat(fixture.json())
                .containsEntry("model", "m")
                .containsEntry("object", "chat.completion")
                .containsEntry("usage", map("{'prompt_tokens':0,'completion_tokens':0,'total_tokens':0}"))
                .hasToString(fixture.json().toString())
                .satisfies(answer -> assertThat(answer.toString()).contains("content=plain"));
    }

    @Test
    void write_anythingElse_isTheRoutesFault() {
        for (Object body : Arrays.asList(null, 5, List.of("x"))) {
            assertThatThrownBy(() -> asked(WHOLE).answered(body).through(writer))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("`m`")
                    .hasMessageContaining(
                            body == null ? "nothing" : body.getClass().getName());
        }
        assertThatThrownBy(() ->
                        asked(WHOLE).answered(Map.of("choices", new Object())).through(writer))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void stream_usageNotAskedFor_isStrippedEverywhere() throws Exception {
        FrontEndFixture fixture =
                asked(STREAMED).answered(ChatStream.of(CHUNKS)).through(writer);

        List<String> frames = fixture.frames();

        assertThat(fixture.header(Exchange.CONTENT_TYPE)).isEqualTo("text/event-stream");
        assertThat(frames).hasSize(4).noneMatch(frame -> frame.contains("usage"));
        assertThat(frames.get(0))
                .isEqualTo("data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"p\","
                        + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n");
        assertThat(frames.get(3)).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void stream_usageAskedFor_comesOnceAndLast() throws Exception {
        FrontEndFixture fixture = asked(WITH_USAGE);
        attempt(fixture, "p", "m", Usage.of(1, 1)).succeed();

        List<Map<String, Object>> events =
                fixture.answered(ChatStream.of(CHUNKS)).through(writer).events();

        assertThat(events).hasSize(4);
        assertThat(events.subList(0, 3))
                .allSatisfy(event -> assertThat(event.get("usage")).isNull());
        assertThat(events.get(3)).isEqualTo(CHUNKS.get(3));
    }

    @Test
    void stream_usageOfSeveralAttempts_isTheirSum() throws Exception {
        FrontEndFixture fixture = asked(WITH_USAGE);
        attempt(fixture, "p", "m", Usage.of(1, 1)).succeed();
        attempt(fixture, "p", "m", Usage.of(3, 4)).succeed();

        List<Map<String, Object>> events =
                fixture.answered(ChatStream.of(CHUNKS)).through(writer).events();

        assertThat(events.get(3).get("usage"))
                .isEqualTo(map("{'prompt_tokens':4,'completion_tokens':5,'total_tokens':9}"));
    }

    @Test
    void stream_routeWithoutUsage_getsItFromTheMeter() throws Exception {
        FrontEndFixture fixture = asked(WITH_USAGE);
        attempt(fixture, "p", "m", Usage.of(3, 4)).succeed();

        List<Map<String, Object>> events = fixture.answered(ChatStream.of(CHUNKS.subList(0, 1)))
                .through(writer)
                .events();

        assertThat(events).hasSize(2);
        assertThat(events.get(1))
                .isEqualTo(
                        map(
                                "{'id':'a','object':'chat.completion.chunk','created':1,'model':'p','choices':[],'usage':{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7}}"));
    }

    @Test
    void stream_wholeAnswerOfRoute_isToldInChunks() throws Exception {
        FrontEndFixture fixture = asked(WITH_USAGE).answered(ANSWER).through(writer);

        List<Map<String, Object>> events = fixture.events();

        assertThat(ChatStream.of(events).collect()).containsAllEntriesOf(ANSWER);
    }

    @Test
    void stream_oddChunks_pass() throws Exception {
        List<Map<String, Object>> odd = chunks(
                "{'id':'a','choices':[],'prompt_filter_results':[{}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':null}]}",
                "{'id':'a'}",
                "{}");

        assertThat(asked(STREAMED).answered(ChatStream.of(odd)).through(writer).events())
                .isEqualTo(odd);
    }

    @Test
    void stream_thatBreaks_tellsTheErrorAndNoDone() throws Exception {
        FrontEndFixture fixture = asked(STREAMED).answered(new BreakingStream()).through(writer);
        EventStream events = (EventStream) fixture.exchange.getMessage().getBody();

        assertThat(events.next()).isNotNull();
        assertThatThrownBy(events::next).isInstanceOf(ProviderException.class);
        String last =
                new String(events.failure(new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "It broke.")), UTF_8);
        assertThat(last)
                .isEqualTo("data: {\"error\":{\"message\":\"It broke.\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"provider_unavailable\"}}\n\n");
    }

    @Test
    void stream_readiness_looksThroughWhatIsNotTold() throws Exception {
        FrontEndFixture fixture =
                asked(STREAMED).answered(ChatStream.of(CHUNKS)).through(writer);
        EventStream events = (EventStream) fixture.exchange.getMessage().getBody();
        int frames = 0;

        while (events.isReady() && events.next() != null) {
            frames++;
        }

        assertThat(frames).isEqualTo(4);
        assertThat(events.next()).isNull();
    }

    @Test
    void stream_readinessOfBrokenStream_isToldByNext() throws Exception {
        FrontEndFixture fixture = asked(STREAMED).answered(new BreakingStream()).through(writer);
        EventStream events = (EventStream) fixture.exchange.getMessage().getBody();
        events.next();

        assertThat(events.isReady()).isTrue();
        assertThatThrownBy(events::next).isInstanceOf(ProviderException.class);
    }

    private static FrontEndFixture asked(String request) throws Exception {
        return FrontEndFixture.posted(request).through(new ChatReader());
    }

    private static Attempt attempt(FrontEndFixture fixture, String provider, String model, Usage usage) {
        Attempt attempt = fixture.meter.begin(provider, model, Operation.CHAT);
        if (usage != null) {
            attempt.report(usage);
        }
        return attempt;
    }

    private static List<Map<String, Object>> chunks(String... chunks) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String chunk : chunks) {
            list.add(map(chunk));
        }
        return list;
    }

    /** One chunk, then a failure. */
    private static final class BreakingStream extends ChatStream {
        private boolean begun;

        @Override
        protected Map<String, Object> read() {
            if (begun) {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "It broke.");
            }
            begun = true;
            return CHUNKS.get(1);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {}
    }
}
