package io.serai.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatCollector;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is streamed and collected is what would have come whole, and goes back as it came. */
class StreamedAnswerTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.ofEpochSecond(1));

    private static final List<Object> BLOCKS = List.of(
            Map.of("type", "thinking", "thinking", "Hm, let me see.", "signature", "c2ln"),
            Map.of("type", "redacted_thinking", "data", "eHl6"),
            Map.of("type", "text", "text", "One "),
            Map.of("type", "server_tool_use", "id", "srvtoolu_1", "name", "web_search", "input", Map.of("query", "x")),
            Map.of("type", "web_search_tool_result", "tool_use_id", "srvtoolu_1", "content", List.of()),
            Map.of(
                    "type",
                    "text",
                    "text",
                    "𝟚 three.",
                    "citations",
                    List.of(Map.of("type", "web_search_result_location", "url", "https://a", "cited_text", "c"))),
            Map.of("type", "thinking", "thinking", "", "signature", "c2lnMg"),
            Map.of("type", "tool_use", "id", "toolu_1", "name", "a", "input", Map.of()),
            Map.of("type", "tool_use", "id", "toolu_2", "name", "b", "input", Map.of("n", 1)));

    @Test
    void collectedStream_equalsTheWholeAnswer() throws Exception {
        Map<String, Object> request = request(List.of(Map.of("type", "web_search_20250305", "name", "web_search")));
        assertThat(streamed(request, BLOCKS)).isEqualTo(whole(request));
    }

    @Test
    void answer_sentBack_isWhatCame() throws Exception {
        Map<String, Object> request = request(List.of(Map.of("type", "web_search_20250305", "name", "web_search")));
        assertThat(sentBack(request, streamed(request, BLOCKS))).isEqualTo(asWritten(BLOCKS));
    }

    @Test
    void thinkingWithoutNative_goesBackToItsPlaces() throws Exception {
        Map<String, Object> request = request(List.of());
        List<Object> blocks =
                List.of(BLOCKS.get(0), BLOCKS.get(1), BLOCKS.get(2), BLOCKS.get(7), BLOCKS.get(6), BLOCKS.get(8));
        Map<String, Object> answer = streamed(request, blocks);
        assertThat(answer.toString()).doesNotContain("native");
        assertThat(sentBack(request, answer)).isEqualTo(asWritten(blocks));
    }

    @Test
    void stop_beforeStart_isMalformed() {
        Translation.Events events = call(request(List.of()), Delivery.STREAM).events(HEAD);
        assertThatThrownBy(() -> events.chunks("message_stop", bytes(Map.of("type", "message_stop"))))
                .isInstanceOf(MalformedException.class);
        assertThat(events.isComplete()).isFalse();
    }

    private static Object sentBack(Map<String, Object> request, Map<String, Object> answer) throws Exception {
        Object message = ((Map<?, ?>) ((List<?>) answer.get("choices")).get(0)).get("message");
        Map<String, Object> next = new LinkedHashMap<>(request);
        next.put(
                "messages",
                List.of(
                        Map.of("role", "user", "content", "Hi"),
                        message,
                        Map.of("role", "tool", "tool_call_id", "toolu_1", "content", "1"),
                        Map.of("role", "tool", "tool_call_id", "toolu_2", "content", "2")));
        byte[] body = call(next, Delivery.WHOLE).outgoing().body();
        List<?> messages = (List<?>) Json.standard().readObject(body).get("messages");
        return ((Map<?, ?>) messages.get(1)).get("content");
    }

    private static Map<String, Object> whole(Map<String, Object> request) throws Exception {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", "msg_1");
        message.put("type", "message");
        message.put("model", "claude-opus-5");
        message.put("content", BLOCKS);
        message.put("stop_reason", "tool_use");
        message.put(
                "usage",
                Map.of(
                        "input_tokens",
                        5,
                        "cache_read_input_tokens",
                        7,
                        "output_tokens",
                        9,
                        "service_tier",
                        "standard"));
        message.put("container", Map.of("id", "c"));
        return asWritten(call(request, Delivery.WHOLE).answer(asWritten(message), HEAD));
    }

    private static Map<String, Object> streamed(Map<String, Object> request, List<Object> blocks) throws Exception {
        Translation.Events events = call(request, Delivery.STREAM).events(HEAD);
        ChatCollector collector = new ChatCollector();
        for (Map<String, Object> event : StreamedMessage.events(
                "claude-opus-5",
                blocks,
                Map.of("input_tokens", 5, "cache_read_input_tokens", 7, "output_tokens", 1, "service_tier", "standard"),
                Map.of("stop_reason", "tool_use", "container", Map.of("id", "c")),
                Map.of("output_tokens", 9))) {
            List<Map<String, Object>> chunks = events.chunks("", bytes(event));
            if (chunks != null) {
                chunks.forEach(collector::add);
            }
        }
        events.rest().forEach(collector::add);
        return asWritten(collector.answer());
    }

    private static AnthropicCall call(Map<String, Object> request, Delivery delivery) {
        return new AnthropicCall(
                new Asked(Operation.CHAT, "claude-opus-5", request, delivery),
                AnthropicSettings.of(Map.of()),
                new AnthropicErrors(new ProviderErrors("test", List.of())));
    }

    private static Map<String, Object> request(List<?> tools) {
        return Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")), "tools", tools);
    }

    private static byte[] bytes(Object json) {
        return new String(Json.write(json), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> asWritten(Map<String, Object> value) throws Exception {
        return Json.standard().readObject(Json.write(value));
    }

    private static Object asWritten(List<?> value) throws Exception {
        return asWritten(Map.of("list", value)).get("list");
    }
}
