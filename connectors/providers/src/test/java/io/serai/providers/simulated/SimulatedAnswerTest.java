package io.serai.providers.simulated;

import static io.serai.providers.simulated.Calls.answer;
import static io.serai.providers.simulated.Calls.chat;
import static io.serai.providers.simulated.Calls.choice;
import static io.serai.providers.simulated.Calls.function;
import static io.serai.providers.simulated.Calls.message;
import static io.serai.providers.simulated.Calls.says;
import static io.serai.providers.simulated.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.providers.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAnswerTest {

    private static final Map<String, Object> WEATHER = function(
            "get_weather",
            "Current weather of a city",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("city", Map.of("type", "string")),
                    "required",
                    List.of("city")));
    private static final Map<String, Object> CLOCK = function("readClock", "The time", Map.of("type", "object"));

    @Property(tries = 400)
    void stream_collected_equalsTheWholeAnswer(@ForAll("requests") Map<String, Object> request) {
        Map<String, Object> streamed = new LinkedHashMap<>(request);
        streamed.put("stream", true);
        streamed.put("stream_options", Map.of("include_usage", true));

        try (ChatStream stream = Calls.backend(Map.of()).stream(chat(streamed))) {
            assertThat(stream.collect()).isEqualTo(answer(request));
        }
    }

    @Property(tries = 100)
    void answer_sameRequest_isTheSame(@ForAll("requests") Map<String, Object> request) {
        assertThat(answer(request)).isEqualTo(answer(new HashMap<>(request)));
    }

    @Provide
    static Arbitrary<Map<String, Object>> requests() {
        Arbitrary<String> words = Arbitraries.of(
                "What is the weather in Paris?",
                "Summarise: one. two. three. four.",
                "日本語 😀👩‍👩‍👧 é",
                "<|endoftext|> and the time",
                "");
        Arbitrary<String> text = Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(60));
        Arbitrary<Object> tools = Arbitraries.of(List.of(), List.of(WEATHER), List.of(WEATHER, CLOCK));
        Arbitrary<Object> toolChoice =
                Arbitraries.of("auto", "none", "required", Map.of("function", Map.of("name", "readClock")));
        Arbitrary<Object> format = Arbitraries.of(
                Map.of("type", "text"),
                Map.of("type", "json_object"),
                Map.of("type", "json_schema", "json_schema", Map.of("schema", Map.of("type", "array", "minItems", 2))));
        Arbitrary<Integer> limit = Arbitraries.of(1, 2, 7, 30, 1000);
        Arbitrary<String> effort = Arbitraries.of("none", "low");
        Arbitrary<List<Object>> probabilities = Arbitraries.of(List.of(false, 0), List.of(true, 0), List.of(true, 3));
        return Combinators.combine(
                        text,
                        Arbitraries.integers().between(1, 4),
                        tools,
                        toolChoice,
                        format,
                        limit,
                        effort,
                        probabilities)
                .as((said, n, offered, choice, wanted, most, reasoning, logprobs) -> says(
                        said,
                        "n",
                        n,
                        "tools",
                        offered,
                        "tool_choice",
                        choice,
                        "response_format",
                        wanted,
                        "max_completion_tokens",
                        most,
                        "reasoning_effort",
                        reasoning,
                        "logprobs",
                        logprobs.get(0),
                        "top_logprobs",
                        logprobs.get(1),
                        "stop",
                        List.of(" two", "know")));
    }

    @Test
    void answer_plainQuestion_hasOpenAisShapeAndSaysThatItIsSimulated() {
        Map<String, Object> answer = answer(says("Hello there"));

        assertThat(answer)
                .containsEntry("object", "chat.completion")
                .containsEntry("model", "parrot")
                .containsEntry("created", 1_700_000_000L)
                .containsEntry("system_fingerprint", "simulated");
        assertThat((String) answer.get("id")).matches("chatcmpl-[0-9a-f]{29}");
        assertThat(text(answer)).startsWith("[simulated parrot] ").contains("Hello there");
        assertThat(choice(answer, 0).get("finish_reason")).isEqualTo("stop");
    }

    @Test
    void id_otherWords_differs() {
        assertThat(answer(says("a")).get("id")).isNotEqualTo(answer(says("b")).get("id"));
    }

    @Test
    void usage_shortChat_countsAsOpenAiDoes() {
        Map<String, Object> answer = answer(says("Hello there"));

        Usage usage = Usage.in(answer).orElseThrow();
        // 3 for the answer; 3 for the message, 1 for its role, 2 for its words.
        assertThat(usage.promptTokens()).isEqualTo(9);
        assertThat(usage.completionTokens()).isEqualTo(TokenCounter.count(text(answer)));
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    }

    @Test
    void stream_chunks_beginWithTheRoleAndEndWithFinishAndUsage() {
        List<Map<String, Object>> chunks = new ArrayList<>();
        Calls.backend(Map.of()).stream(chat(says("Hello"))).forEachRemaining(chunks::add);

        assertThat(chunks).hasSizeGreaterThan(5).allMatch(chunk -> "chat.completion.chunk".equals(chunk.get("object")));
        assertThat(choice(chunks.get(0), 0).get("delta")).asString().contains("role=assistant");
        Map<String, Object> last = chunks.get(chunks.size() - 1);
        assertThat(last.get("choices")).isEqualTo(List.of());
        assertThat(Usage.in(last)).isPresent();
        assertThat(choice(chunks.get(chunks.size() - 2), 0).get("finish_reason"))
                .isEqualTo("stop");
    }

    @Test
    void stream_nothingToWaitFor_isReadyToItsEnd() {
        try (ChatStream stream = Calls.backend(Map.of()).stream(chat(says("Hello")))) {
            while (stream.isReady() && stream.hasNext()) {
                stream.next();
            }
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void answer_tokenLimit_isCutThere(String limit) {
        Map<String, Object> answer = answer(says("Hello", limit, 5));

        assertThat(choice(answer, 0).get("finish_reason")).isEqualTo("length");
        assertThat(Usage.in(answer).orElseThrow().completionTokens()).isEqualTo(5);
        assertThat(answer(says("Hello")).toString()).contains(text(answer));
    }

    @Test
    void answer_stopSequence_endsBeforeIt() {
        Map<String, Object> answer = answer(says("one two three", "stop", " two"));

        assertThat(text(answer)).endsWith("one");
        assertThat(choice(answer, 0).get("finish_reason")).isEqualTo("stop");
    }

    @Test
    void answer_severalChoices_areNumberedAndDiffer() {
        Map<String, Object> answer = answer(says("Hello", "n", 3));

        assertThat((List<?>) answer.get("choices")).hasSize(3);
        assertThat(List.of(0, 1, 2).stream()
                        .map(i -> ((Map<?, ?>) choice(answer, i).get("message")).get("content")))
                .doesNotHaveDuplicates();
        assertThat(choice(answer, 2).get("index")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 129})
    void answer_choicesOutOfRange_refusesTheField(int n) {
        assertThatThrownBy(() -> answer(says("Hello", "n", n)))
                .isInstanceOfSatisfying(
                        CallerException.class, e -> assertThat(e.param()).contains("n"));
    }

    @Test
    void logprobs_asked_listEachTokenWithAlternatives() {
        Map<String, Object> answer = answer(says("Hello", "logprobs", true, "top_logprobs", 2));

        List<?> content = (List<?>) ((Map<?, ?>) choice(answer, 0).get("logprobs")).get("content");
        assertThat(content).hasSize((int) Usage.in(answer).orElseThrow().completionTokens());
        Map<?, ?> first = (Map<?, ?>) content.get(0);
        assertThat((Double) first.get("logprob")).isNotPositive();
        assertThat((List<?>) first.get("top_logprobs")).hasSize(2);
        StringBuilder joined = new StringBuilder();
        content.forEach(entry -> joined.append(((Map<?, ?>) entry).get("token")));
        assertThat(joined).hasToString(text(answer));
    }

    @Test
    void logprobs_notAsked_areNull() {
        assertThat(choice(answer(says("Hello")), 0).get("logprobs")).isNull();
    }

    @Test
    void reasoning_effortGiven_comesBesideTheTextAndIsCounted() {
        Map<String, Object> answer = answer(says("Why camels?", "reasoning_effort", "low"));

        String reasoning = (String) message(answer).get("reasoning_content");
        assertThat(reasoning).contains("camel");
        assertThat(Usage.in(answer).orElseThrow().reasoningTokens()).isEqualTo(TokenCounter.count(reasoning));
        assertThat(message(answer(says("Why camels?", "reasoning_effort", "none")))
                        .get("reasoning_content"))
                .isNull();
    }

    @Test
    void reasoning_modelNamedSo_comesWithoutAsking() {
        assertThat(SimulatedRequest.of("deep-Reasoner", says("Hi")).reasons()).isTrue();
        assertThat(SimulatedRequest.of("deep-Reasoner", says("Hi", "reasoning_effort", "none"))
                        .reasons())
                .isFalse();
        assertThat(SimulatedRequest.of("parrot", says("Hi")).reasons()).isFalse();
    }

    @Test
    void responseFormat_schema_answersWithValidJson() throws Exception {
        Map<String, Object> schema = Map.of(
                "type",
                "object",
                "properties",
                Map.of("mood", Map.of("enum", List.of("glad"))),
                "required",
                List.of("mood"));
        Map<String, Object> format =
                Map.of("type", "json_schema", "json_schema", Map.of("name", "m", "schema", schema));

        assertThat(text(answer(says("Hello", "response_format", format)))).isEqualTo("{\"mood\":\"glad\"}");
    }

    @Test
    void responseFormat_jsonObject_answersWithAnObject() throws Exception {
        String json = text(answer(says("Hello", "response_format", Map.of("type", "json_object"))));

        assertThat(Json.standard().readObject(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsEntry("simulated", true);
    }

    @Test
    void tools_mentioned_areCalledEachOnce() {
        Map<String, Object> answer =
                answer(says("Weather and time in Paris, please", "tools", List.of(WEATHER, CLOCK)));

        assertThat(message(answer).get("content")).isNull();
        assertThat(choice(answer, 0).get("finish_reason")).isEqualTo("tool_calls");
        assertThat((List<?>) message(answer).get("tool_calls"))
                .hasSize(2)
                .first()
                .asString()
                .contains("type=function", "name=get_weather", "{\"city\":\"Paris\"}", "id=call_");
    }

    @Test
    void tools_parallelForbidden_areCalledOneAtATime() {
        Map<String, Object> answer =
                answer(says("Weather and time", "tools", List.of(WEATHER, CLOCK), "parallel_tool_calls", false));

        assertThat((List<?>) message(answer).get("tool_calls")).hasSize(1);
    }

    @Test
    void tools_notMentioned_areLeftAloneUnlessRequired() {
        assertThat(message(answer(says("Sing", "tools", List.of(WEATHER)))).get("tool_calls"))
                .isNull();
        assertThat(message(answer(says("Weather", "tools", List.of(WEATHER), "tool_choice", "none")))
                        .get("tool_calls"))
                .isNull();
        assertThat((List<?>) message(answer(says("Sing", "tools", List.of(WEATHER), "tool_choice", "required")))
                        .get("tool_calls"))
                .hasSize(1);
    }

    @Test
    void tools_oneNamed_isCalled() {
        Map<String, Object> choice = Map.of("type", "function", "function", Map.of("name", "readClock"));

        assertThat(message(answer(says("Weather", "tools", List.of(WEATHER, CLOCK), "tool_choice", choice)))
                        .get("tool_calls"))
                .asString()
                .contains("readClock")
                .doesNotContain("get_weather");
    }

    @Test
    void toolResult_lastMessage_isAnsweredInWords() {
        Map<String, Object> asked =
                message(answer(says("Weather in Rome", "tools", List.of(WEATHER)))).entrySet().stream()
                        .collect(HashMap::new, (map, e) -> map.put((String) e.getKey(), e.getValue()), HashMap::putAll);
        Object id = ((Map<?, ?>) ((List<?>) asked.get("tool_calls")).get(0)).get("id");
        Map<String, Object> request = says("Weather in Rome", "tools", List.of(WEATHER));
        request.put(
                "messages",
                List.of(
                        Map.of("role", "user", "content", "Weather in Rome"),
                        asked,
                        Map.of("role", "tool", "tool_call_id", id, "content", "sunny, 31°")));

        assertThat(text(answer(request))).contains("get_weather", "sunny, 31°");
    }

    @Test
    void content_dictated_isSaidExactly() {
        Map<String, Object> request =
                says("Weather", "tools", List.of(WEATHER), "simulate", Map.of("content", "Just so."));

        assertThat(text(answer(request))).isEqualTo("Just so.");
    }

    @Test
    void messages_oddShapes_countAsEmpty() {
        List<Object> odd = new ArrayList<>(List.of(
                7,
                Map.of(),
                Map.of("role", 7, "content", 7),
                Map.of("role", "user", "content", List.of(1, Map.of("text", 2)))));
        odd.add(null);
        Map<String, Object> request = says("");
        request.putAll(Map.of("messages", odd, "stop", 5, "tools", List.of(1, Map.of("function", 2)), "n", "x"));
        request.putAll(Map.of("response_format", 3, "tool_choice", 4, "max_tokens", "many", "logprobs", 1));

        assertThat(text(answer(request))).contains("nothing that I can read");
    }

    @Test
    void messages_missing_refusesTheField() {
        assertThatThrownBy(() -> answer(Map.of()))
                .isInstanceOfSatisfying(
                        CallerException.class, e -> assertThat(e.param()).contains("messages"));
    }
}
