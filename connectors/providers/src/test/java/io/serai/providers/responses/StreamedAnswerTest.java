package io.serai.providers.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatCollector;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each golden answer, streamed as OpenAI streams its items, or told item by item, comes to the same answer. */
class StreamedAnswerTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.EPOCH);

    static Stream<Path> answers() throws Exception {
        Path golden = Path.of(
                StreamedAnswerTest.class.getResource("/golden/openai-responses").toURI());
        try (Stream<Path> cases = Files.list(golden)) {
            return cases
                    .filter(folder -> folder.getFileName().toString().startsWith("answer-"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_inPieces_isTheSame(Path folder) throws Exception {
        Map<String, Object> response = response(folder);
        List<Map<String, Object>> events = new ArrayList<>();
        events.add(event("response.created", Map.of("response", begun(response))));
        List<?> output = (List<?>) response.get("output");
        for (int i = 0; i < output.size(); i++) {
            StreamedItem.tell((Map<?, ?>) output.get(i), i, events);
        }
        events.add(ended(response));
        assertThat(collected(events)).isEqualTo(whole(response));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_itemByItem_isTheSame(Path folder) throws Exception {
        Map<String, Object> response = response(folder);
        List<Map<String, Object>> events = new ArrayList<>();
        events.add(event("response.created", Map.of("response", begun(response))));
        List<?> output = (List<?>) response.get("output");
        for (int i = 0; i < output.size(); i++) {
            events.add(event("response.output_item.done", Map.of("output_index", i, "item", output.get(i))));
        }
        events.add(ended(response));
        assertThat(collected(events)).isEqualTo(whole(response));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answer_toldAtItsEndAlone_isTheSame(Path folder) throws Exception {
        Map<String, Object> response = response(folder);
        assertThat(collected(List.of(ended(response)))).isEqualTo(whole(response));
    }

    private static Map<String, Object> response(Path folder) throws Exception {
        return Json.standard().readObject(Files.readAllBytes(folder.resolve("provider-response.json")));
    }

    private static Map<String, Object> begun(Map<String, Object> response) {
        Map<String, Object> begun = new LinkedHashMap<>(response);
        begun.put("status", "in_progress");
        begun.put("output", List.of());
        begun.put("usage", null);
        return begun;
    }

    private static Map<String, Object> ended(Map<String, Object> response) {
        return event("response." + response.get("status"), Map.of("response", response));
    }

    static Map<String, Object> event(String type, Map<String, Object> members) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.putAll(members);
        return event;
    }

    private static Object collected(List<Map<String, Object>> events) throws Exception {
        Translation.Events reader = translation(Delivery.STREAM).events(HEAD);
        ChatCollector collector = new ChatCollector();
        for (Map<String, Object> event : events) {
            List<Map<String, Object>> chunks = reader.chunks("", Json.write(event));
            assertThat(chunks).isNotNull();
            chunks.forEach(collector::add);
        }
        assertThat(reader.isComplete()).isTrue();
        return asWritten(collector.answer());
    }

    private static Object whole(Map<String, Object> response) throws Exception {
        return asWritten(translation(Delivery.WHOLE).answer(response, HEAD));
    }

    private static Translation translation(Delivery delivery) {
        return new ResponsesTranslator(new ProviderErrors("test", List.of()), "")
                .translate(new Asked(Operation.CHAT, "m", Map.of("messages", List.of()), delivery));
    }

    private static Object asWritten(Map<String, Object> answer) throws Exception {
        return Json.standard().readObject(Json.write(answer));
    }
}
