package io.serai.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same answer, whole and in lines. */
class RoundTripTest {

    private static final String HEAD = "{\"model\":\"m\",\"created_at\":\"2025-10-26T17:21:21.196249Z\",\"message\":";
    private static final String CALL = "{\"function\":{\"name\":\"f\",\"arguments\":{\"a\":\"x\"}}}";
    private static final String END =
            ",\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":2,\"eval_duration\":7,"
                    + "\"logprobs\":[{\"token\":\"b\",\"logprob\":-1}]}";

    private final Head head = new Head(name -> Optional.empty(), Instant.EPOCH);

    @Test
    void collectedStream_equalsTheWholeAnswer() throws Exception {
        String whole = HEAD + "{\"role\":\"assistant\",\"content\":\"ab\",\"thinking\":\"Hm.\",\"tool_calls\":[" + CALL
                + "," + CALL + "]}" + END;
        List<String> lines = List.of(
                HEAD + "{\"content\":\"\",\"thinking\":\"Hm\"},\"done\":false}",
                HEAD + "{\"content\":\"a\",\"thinking\":\".\"},\"done\":false}",
                HEAD + "{\"content\":\"b\"},\"done\":false}",
                HEAD + "{\"content\":\"\",\"tool_calls\":[" + CALL + "]},\"done\":false}",
                HEAD + "{\"content\":\"\",\"tool_calls\":[" + CALL + "]},\"done\":false}",
                HEAD + "{\"content\":\"\"}" + END);

        Map<String, Object> answer = new LinkedHashMap<>(call().answer(json(whole), head));
        Translation.Events events = call().events(head);
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (String line : lines) {
            chunks.addAll(events.chunks("message", line.getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(events.isComplete()).isTrue();
        assertThat(json(ChatStream.of(chunks).collect())).isEqualTo(json(answer));
    }

    @Test
    void stream_withoutItsEnd_isNotComplete() throws Exception {
        Translation.Events events = call().events(head);

        events.chunks("message", (HEAD + "{\"content\":\"a\"},\"done\":false}").getBytes(StandardCharsets.UTF_8));

        assertThat(events.isComplete()).isFalse();
    }

    private static Translation call() {
        OllamaTranslator translator = new OllamaTranslator(new OllamaErrors(new ProviderErrors("p", List.of())));
        return translator.translate(new Asked(Operation.CHAT, "m", Map.of("messages", List.of()), Delivery.WHOLE));
    }

    private static Map<String, Object> json(String text) throws Exception {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> json(Map<String, Object> data) throws Exception {
        return Json.standard().readObject(Json.write(data));
    }
}
