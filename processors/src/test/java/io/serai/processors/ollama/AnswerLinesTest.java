package io.serai.processors.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.json.Json;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.ollama.OllamaAsked.Endpoint;
import io.serai.processors.ollama.OllamaAsked.Wish;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class AnswerLinesTest {

    private static final Asked ASKED = new Asked("m", Asked.Form.STREAMED, true);

    private long now = 5;
    private final OllamaAsked own = new OllamaAsked(Endpoint.CHAT, Wish.ANSWER, 5, () -> now);

    @Test
    void totalDuration_isWhatTheClockSays() throws Exception {
        AnswerLines lines = new AnswerLines(ASKED, own, new Bill(null));
        now = 1_000_005;

        Map<String, Object> last = json(lines.end().get(0));

        assertThat(last).containsEntry("total_duration", 1_000_000).containsEntry("done", true);
        assertThat(last).doesNotContainKeys("load_duration", "prompt_eval_duration", "eval_duration", "eval_count");
    }

    @Test
    void failure_isALineOfItsOwn() throws Exception {
        AnswerLines lines = new AnswerLines(ASKED, own, new Bill(null));

        byte[] line = lines.failure(new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "It is gone."));

        assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo("{\"error\":\"It is gone.\"}\n");
    }

    @Test
    void lines_joined_sayWhatTheWholeAnswerSays() throws Exception {
        Map<String, Object> answer = json(
                """
                {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
                "content":"Hi","reasoning_content":"Hm.","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
                "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""
                        .getBytes(StandardCharsets.UTF_8));
        Map<String, Object> whole = new OllamaShape(ASKED, own).whole(answer);
        AnswerLines lines = new AnswerLines(ASKED, own, new Bill(null));
        Map<String, Object> joined = new LinkedHashMap<>();
        ChatStream chunks = ChatStream.of(answer);

        while (chunks.hasNext()) {
            for (byte[] line : lines.chunk(chunks.next())) {
                join(json(line), joined);
            }
        }
        for (byte[] line : lines.end()) {
            join(json(line), joined);
        }

        assertThat(joined).isEqualTo(json(Json.write(whole)));
    }

    @Test
    void exchange_withoutAReader_isAChat() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        assertThat(OllamaAsked.of(exchange))
                .extracting(OllamaAsked::endpoint, OllamaAsked::wish)
                .isEqualTo(List.of(Endpoint.CHAT, Wish.ANSWER));
    }

    /** As clients do: text grows, of anything else the last word counts. */
    @SuppressWarnings("unchecked")
    private static void join(Map<String, Object> line, Map<String, Object> into) {
        line.forEach((name, value) -> {
            if (value instanceof Map<?, ?> message) {
                Map<String, Object> known =
                        (Map<String, Object>) into.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
                message.forEach((key, part) -> known.merge(
                        String.valueOf(key), part, (old, next) -> key.equals("role") ? old : old + next.toString()));
            } else {
                into.put(name, value);
            }
        });
    }

    private static Map<String, Object> json(byte[] text) throws Exception {
        return Json.standard().readObject(text);
    }
}
