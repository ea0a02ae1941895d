package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatCollector;
import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import io.serai.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;

/** Whatever chunks a provider's stream is made of. */
class ResponseStreamPropertyTest {

    private static final ChatEnvelope CHUNKS = new ChatEnvelope("c", 1, "m");
    private static final String ASKED =
            "{'model':'m','input':'Hi','include':['reasoning.encrypted_content'],'stream':%s}";

    @Property(tries = 300)
    void stream_ofAnyDeltas_keepsTheGrammar(@ForAll("anyDeltas") List<Map<String, Object>> deltas) {
        Map<String, Object> response = ResponseGrammar.check(events(chunks(deltas)));

        assertThat(response.get("usage")).isNotNull();
    }

    @Property(tries = 300)
    void stream_inTheOrderOfAMessage_endsAsTheWholeAnswer(@ForAll("message") List<Map<String, Object>> deltas) {
        List<Map<String, Object>> chunks = chunks(deltas);
        ChatCollector collector = new ChatCollector();
        chunks.forEach(collector::add);

        Map<String, Object> streamed = ResponseGrammar.check(events(chunks));
        Map<String, Object> whole =
                ResponsesFixture.told(new ResponsesFixture().asked(ASKED.formatted("false")), collector.answer());

        assertThat(streamed).isEqualTo(whole);
    }

    @Property(tries = 300)
    void output_givenBackAsInput_isTheMessageAgain(@ForAll("message") List<Map<String, Object>> deltas) {
        ChatCollector collector = new ChatCollector();
        chunks(deltas).forEach(collector::add);
        Map<String, Object> said =
                Items.object(Items.in(collector.answer().get("choices")).get(0).get("message"));
        Map<String, Object> told =
                ResponsesFixture.told(new ResponsesFixture().asked(ASKED.formatted("false")), collector.answer());

        Exchange again = new ResponsesFixture()
                .asked(new String(Json.write(Map.of("model", "m", "input", told.get("output"))), UTF_8));

        List<Map<String, Object>> messages = ResponsesFixture.messages(again);
        assertThat(messages).hasSize(1);
        for (String member : List.of("reasoning_content", "reasoning_details", "refusal", "annotations")) {
            assertThat(messages.get(0).get(member)).as(member).isEqualTo(said.get(member));
        }
        assertThat(calls(messages.get(0))).isEqualTo(calls(said));
        assertThat(messages.get(0).getOrDefault("content", "")).isEqualTo(said.get("content"));
    }

    private static List<Map<String, Object>> calls(Map<String, Object> message) {
        return Items.in(message.get("tool_calls"));
    }

    private static List<Map<String, Object>> events(List<Map<String, Object>> chunks) {
        Exchange exchange = new ResponsesFixture().asked(ASKED.formatted("true"));
        return ResponsesFixture.events(ResponsesFixture.streamed(exchange, chunks));
    }

    private static List<Map<String, Object>> chunks(List<Map<String, Object>> deltas) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        chunks.add(CHUNKS.chunk(0, ChatDelta.role()));
        deltas.forEach(delta -> chunks.add(CHUNKS.chunk(0, delta)));
        chunks.add(CHUNKS.finish(0, "stop"));
        chunks.add(CHUNKS.usage(Usage.of(3, 4)));
        return chunks;
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> anyDeltas() {
        return Arbitraries.oneOf(
                        text(),
                        refusal(),
                        annotation(),
                        plainReasoning(),
                        reasoning(0),
                        reasoning(1),
                        nativeItem(),
                        toolPiece(),
                        toolStart())
                .list()
                .ofMaxSize(20);
    }

    /** Reasoning, text, refusal, citations, then calls, whose arguments come interleaved. */
    @Provide
    Arbitrary<List<Map<String, Object>>> message() {
        Arbitrary<List<Map<String, Object>>> thought = Arbitraries.oneOf(
                some(plainReasoning()),
                Combinators.combine(some(reasoning(0)), signature(0), some(reasoning(1)))
                        .as((first, signature, second) -> {
                            List<Map<String, Object>> all = new ArrayList<>(first);
                            all.add(signature);
                            all.addAll(second);
                            return all;
                        }));
        Arbitrary<List<Map<String, Object>>> called = Arbitraries.integers()
                .between(0, 3)
                .flatMap(calls -> Arbitraries.integers()
                        .between(0, Math.max(0, calls - 1))
                        .flatMap(index -> json().map(piece -> ChatDelta.toolArguments(index, piece)))
                        .list()
                        .ofMaxSize(calls == 0 ? 0 : 8)
                        .map(pieces -> {
                            List<Map<String, Object>> all = new ArrayList<>();
                            for (int i = 0; i < calls; i++) {
                                all.add(ChatDelta.toolCall(i, "call_" + i, "f" + i));
                            }
                            all.addAll(pieces);
                            return all;
                        }));
        return Combinators.combine(thought, some(text()), some(refusal()), some(annotation()), called)
                .as((a, b, c, d, e) -> {
                    List<Map<String, Object>> all = new ArrayList<>(a);
                    all.addAll(b);
                    all.addAll(c);
                    // A citation is of text.
                    all.addAll(b.isEmpty() || !c.isEmpty() ? List.of() : d);
                    all.addAll(e);
                    return all;
                });
    }

    private static Arbitrary<List<Map<String, Object>>> some(Arbitrary<Map<String, Object>> deltas) {
        return deltas.list().ofMaxSize(4);
    }

    private static Arbitrary<String> words() {
        return Arbitraries.of("a", "b", " ", "\n", "\"", "é", "🐪", "\\")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(letters -> String.join("", letters));
    }

    private static Arbitrary<String> json() {
        return Arbitraries.of("{\"a", "\":", "1", "}", "\\", "n");
    }

    private static Arbitrary<Map<String, Object>> text() {
        return words().map(ChatDelta::text);
    }

    private static Arbitrary<Map<String, Object>> refusal() {
        return words().map(ChatDelta::refusal);
    }

    private static Arbitrary<Map<String, Object>> plainReasoning() {
        return words().map(word -> Map.of("reasoning_content", word));
    }

    private static Arbitrary<Map<String, Object>> reasoning(int index) {
        return words().map(word ->
                ChatDelta.reasoning(ReasoningDetail.of(ReasoningDetail.Type.TEXT, ReasoningDetail.ANTHROPIC, index)
                        .with("text", word)));
    }

    private static Arbitrary<Map<String, Object>> signature(int index) {
        return words().map(word ->
                ChatDelta.reasoning(ReasoningDetail.of(ReasoningDetail.Type.TEXT, ReasoningDetail.ANTHROPIC, index)
                        .with("signature", word)));
    }

    private static Arbitrary<Map<String, Object>> annotation() {
        return words().map(word -> {
            Map<String, Object> citation = new LinkedHashMap<>();
            citation.put("type", "url_citation");
            citation.put("url_citation", Map.of("url", word, "title", "t"));
            return Map.of("annotations", List.of(citation));
        });
    }

    private static Arbitrary<Map<String, Object>> nativeItem() {
        return words().map(word ->
                Map.of("native", Map.of("responses", List.of(Map.of("type", "web_search_call", "id", "ws_" + word)))));
    }

    private static Arbitrary<Map<String, Object>> toolStart() {
        return Arbitraries.integers().between(0, 2).map(i -> ChatDelta.toolCall(i, "call_" + i, "f" + i));
    }

    private static Arbitrary<Map<String, Object>> toolPiece() {
        return Combinators.combine(Arbitraries.integers().between(0, 2), json()).as(ChatDelta::toolArguments);
    }
}
