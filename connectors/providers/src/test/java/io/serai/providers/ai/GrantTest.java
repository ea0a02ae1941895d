package io.serai.providers.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.media.Blob;
import io.serai.api.media.ByteStream;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Attempt.Outcome;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.providers.Provider;
import io.serai.providers.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F33: every attempt, of whatever kind and however it ends, is checked once and ended once. */
class GrantTest extends CamelTestSupport {

    private final List<PaidCall> grants = new CopyOnWriteArrayList<>();
    private final Meter meter = new Meter(MeterListener.NONE);
    private final Cancellation cancellation = new Cancellation();
    private long budget = Long.MAX_VALUE;

    /** Leave for as many tokens as there is a budget for. */
    private final class PaidCall implements AttemptCheck.Grant {

        private final AttemptCheck.Ask ask;
        private final List<Outcome> ends = new ArrayList<>();
        private long seen = -1;

        PaidCall(AttemptCheck.Ask ask) {
            this.ask = ask;
        }

        @Override
        public void ended(Attempt attempt, long tokens) {
            ends.add(attempt.outcome());
            seen = tokens;
        }

        @Override
        public long covered() {
            return budget;
        }

        @Override
        public void extend(long tokens) {
            throw new PolicyException(ErrorKind.POLICY_BUDGET_EXCEEDED, "The budget is used up.");
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("sim", simulated());
        Provider pooled = simulated();
        pooled.setApiKeys("one,two");
        pooled.setFault("status=401");
        registry.bind("pooled", pooled);
        registry.bind("check", AttemptCheck.class, (AttemptCheck) ask -> {
            PaidCall grant = new PaidCall(ask);
            grants.add(grant);
            return grant;
        });
    }

    private static Provider simulated() {
        Provider provider = new Provider();
        provider.setDialect("simulated");
        return provider;
    }

    private Exchange call(String uri, Object request) {
        return template.send(uri, exchange -> {
            exchange.setProperty(CallNames.METER, meter);
            exchange.setProperty(CallNames.CANCEL, cancellation);
            exchange.getMessage().setBody(request);
        });
    }

    private static Map<String, Object> chat(String name, Object value) {
        Map<String, Object> request =
                new LinkedHashMap<>(ChatRequest.ofText("Hello").map());
        request.put("simulate", Map.of(name, value));
        return request;
    }

    private PaidCall onlyGrant() {
        assertThat(grants).hasSize(1);
        return grants.get(0);
    }

    static Stream<Arguments> requests() {
        Blob sound = new Blob("a.wav", "audio/wav", new byte[64]);
        return Stream.of(
                Arguments.of(Operation.CHAT, ChatRequest.ofText("Hello").map()),
                Arguments.of(Operation.EMBED, Map.of("input", "Hello")),
                Arguments.of(Operation.IMAGE, Map.of("prompt", "A cat")),
                Arguments.of(Operation.TRANSCRIBE, Map.of("file", sound)),
                Arguments.of(Operation.SPEECH, Map.of("input", "Hello", "voice", "alloy")),
                Arguments.of(Operation.RERANK, Map.of("query", "cat", "documents", List.of("a cat", "a dog"))),
                Arguments.of(Operation.MODERATE, Map.of("input", "Hello")),
                Arguments.of(
                        Operation.PREDICT,
                        Map.of(
                                "inputs",
                                List.of(Map.of(
                                        "name", "x", "datatype", "FP32", "shape", List.of(1), "data", List.of(1))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void call_ofEachOperation_isCheckedAndEndedOnce(Operation operation, Map<String, Object> request) {
        Exchange answered = call("ai:sim/any?operation=" + operation.label(), request);

        assertThat(answered.getException()).isNull();
        if (answered.getMessage().getBody() instanceof ByteStream bytes) {
            assertThat(onlyGrant().ends).isEmpty();
            while (bytes.read() != null) {
                assertThat(bytes.contentType()).isNotEmpty();
            }
        }
        assertThat(onlyGrant().ask.operation()).isEqualTo(operation);
        assertThat(onlyGrant().ask.streamed()).isFalse();
        assertThat(onlyGrant().ends).containsExactly(Outcome.SUCCEEDED);
    }

    /** All but what is counted here without a provider: what is added to the operations has to be added above. */
    @Test
    void requests_areThoseOfAllOperations() {
        assertThat(requests().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrder(Stream.of(Operation.values())
                        .filter(operation -> operation != Operation.COUNT_TOKENS)
                        .toArray());
    }

    @Test
    void call_thatFails_isEndedOnce() {
        assertThat(call("ai:sim/any", chat("error_status", 503)).isFailed()).isTrue();

        assertThat(onlyGrant().ends).containsExactly(Outcome.FAILED);
    }

    @Test
    void call_byOneKeyAfterTheOther_isCheckedAndEndedForEach() {
        assertThat(call("ai:pooled/any", "Hello").isFailed()).isTrue();

        assertThat(grants).hasSize(2);
        assertThat(grants).allSatisfy(grant -> assertThat(grant.ends).containsExactly(Outcome.FAILED));
    }

    @Test
    void stream_readToItsEnd_isEndedBeforeThat() {
        ChatStream stream = stream(chat("content", "one two three four five"));
        while (stream.hasNext()) {
            assertThat(onlyGrant().ends).isEmpty();
            stream.next();
        }

        assertThat(onlyGrant().ask.streamed()).isTrue();
        assertThat(onlyGrant().ends).containsExactly(Outcome.SUCCEEDED);
        stream.close();
        cancellation.answered();
        assertThat(onlyGrant().ends).hasSize(1);
    }

    @Test
    void stream_givenUp_isEndedOnceAndSaysWhatHasCome() {
        ChatStream stream = stream(chat("content", "one two three four five"));
        for (int i = 0; i < 4; i++) {
            assertThat(stream.next()).isNotEmpty();
        }
        stream.close();
        stream.close();

        assertThat(onlyGrant().ends).containsExactly(Outcome.CANCELLED);
        assertThat(onlyGrant().seen).isBetween(2L, 4L);
    }

    /** F35: whoever leaves after some of the chunks is charged for what has come by then, no more and no less. */
    @ParameterizedTest(name = "after {0} chunks")
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13})
    void stream_clientLeavesAfterSomeChunks_saysHowManyTokensHaveCome(int chunks) {
        ChatStream stream = stream(chat("content", "The quick brown fox jumps over the lazy dog, and then once more."));
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < chunks; i++) {
            said.append(new Piece(stream.next()).text());
        }
        stream.close();

        assertThat(onlyGrant().ends).containsExactly(Outcome.CANCELLED);
        assertThat(onlyGrant().seen).isEqualTo(TokenCounter.count(said.toString()));
    }

    /** The text of a chunk. */
    private record Piece(Map<String, Object> chunk) {

        String text() {
            return chunk.get("choices") instanceof List<?> choices
                            && choices.get(0) instanceof Map<?, ?> choice
                            && choice.get("delta") instanceof Map<?, ?> delta
                            && delta.get("content") instanceof String content
                    ? content
                    : "";
        }
    }

    @Test
    void stream_nobodyReads_isEndedWithTheRequest() {
        assertThat(stream(chat("content", "one two"))).isNotNull();
        cancellation.answered();

        assertThat(onlyGrant().ends).containsExactly(Outcome.CANCELLED);
        assertThat(onlyGrant().seen).isZero();
    }

    @Test
    void stream_thatBreaks_isEndedOnce() {
        ChatStream stream = stream(chat("cut_after_chunks", 2));

        assertThat(catchThrowableOfType(SeraiException.class, stream::collect)).isNotNull();
        assertThat(onlyGrant().ends).containsExactly(Outcome.FAILED);
    }

    /** Hidden reasoning is told with the usage alone, when the answer is all there. */
    @Test
    void stream_thatTellsOfMoreAtItsEnd_comesWhole() {
        budget = 2;
        PaidCall grant = new PaidCall(new AttemptCheck.Ask(
                null, "", "", "sim", "m", Operation.CHAT, Map.of(), true, OptionalLong.empty(), Set.of(), meter));
        Attempt attempt = meter.begin("sim", "m", Operation.CHAT);
        List<Map<String, Object>> chunks = List.of(
                Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", "Yes")))),
                Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop"))),
                Map.of("choices", List.of(), "usage", Usage.of(3, 500).map()));
        ChatStream stream = new MeteredStream(ChatStream.of(chunks), new GrantedAttempt(attempt, grant), failure -> {});

        assertThat(stream).toIterable().hasSize(3);

        assertThat(grant.ends).containsExactly(Outcome.SUCCEEDED);
        assertThat(grant.seen).isEqualTo(500);
    }

    /** F37: ten tokens are paid for, ten thousand would come. */
    @Test
    void stream_nobodyPaysForMore_endsThere() {
        budget = 10;
        ChatStream stream = stream(chat("content", "word ".repeat(10_000)));
        int chunks = 0;
        SeraiException end = null;
        while (end == null) {
            end = catchThrowableOfType(SeraiException.class, stream::next);
            chunks++;
        }

        assertThat(end.kind()).isEqualTo(ErrorKind.POLICY_BUDGET_EXCEEDED);
        assertThat(chunks).isLessThanOrEqualTo(13);
        assertThat(onlyGrant().ends).containsExactly(Outcome.FAILED);
        assertThat(meter.attempts().get(0).error()).contains(ErrorKind.POLICY_BUDGET_EXCEEDED);
    }

    private ChatStream stream(Map<String, Object> request) {
        Exchange exchange = call("ai:sim/any?stream=true", request);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(ChatStream.class);
    }
}
