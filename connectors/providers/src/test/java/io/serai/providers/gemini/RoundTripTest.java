package io.serai.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatCollector;
import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gemini said goes back to it as it came, through the OpenAI shape: each signature on its own part. */
class RoundTripTest {

    private static final String TURNS = "[{\"text\":\"Hello.\"}]"
            + ";[{\"text\":\"Hm\",\"thought\":true},{\"text\":\"Hello.\",\"thoughtSignature\":\"A\"}]"
            + ";[{\"text\":\"Hm\",\"thought\":true,\"thoughtSignature\":\"T\"},{\"text\":\"Hello.\"},{\"text\":\"\",\"thoughtSignature\":\"A\"}]"
            + ";[{\"text\":\"Ünï 🤖 \"},{\"text\":\"code\",\"thoughtSignature\":\"A\"}]"
            + ";[{\"functionCall\":{\"id\":\"1\",\"name\":\"f\",\"args\":{\"x\":[1,2.50,null,\"é\"]}},\"thoughtSignature\":\"A\"},{\"functionCall\":{\"id\":\"2\",\"name\":\"g\",\"args\":{}}}]"
            + ";[{\"text\":\"Let me see.\",\"thoughtSignature\":\"B\"},{\"functionCall\":{\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"A\"}]"
            + ";[{\"text\":\"Here.\",\"thoughtSignature\":\"B\"},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"},\"thoughtSignature\":\"C\"}]";

    static List<String> turns() {
        return List.of(TURNS.split(";"));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void turn_goesBackAsItCame_wholeAndStreamed(String json) throws Exception {
        List<?> parts = parts(json);
        Map<String, Object> whole = Gemini.chat(request(List.of())).answer(Gemini.answer(parts, "STOP"), Gemini.HEAD);
        assertThat(returned(whole)).isEqualTo(parts);

        ChatCollector collector = new ChatCollector();
        Gemini.streamed(Gemini.chat(request(List.of())), parts).forEach(collector::add);
        Map<String, Object> collected = collector.answer();
        assertThat(returned(collected)).isEqualTo(parts);
        assertThat(plain(collected)).isEqualTo(plain(whole));
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra_content", "reasoning_details"})
    void signatureOfACall_survivesAClientThatKeepsOnlyOneOfItsForms(String lost) throws Exception {
        List<?> parts = parts(turns().get(4));
        Map<String, Object> message =
                message(Gemini.chat(request(List.of())).answer(Gemini.answer(parts, "STOP"), Gemini.HEAD));
        message.remove(lost);
        for (Object call : (List<?>) message.get("tool_calls")) {
            ((Map<?, ?>) call).remove(lost);
        }
        assertThat(sent(message)).isEqualTo(parts);
    }

    private static List<?> returned(Map<String, Object> answer) throws Exception {
        return sent(message(answer));
    }

    private static List<?> sent(Map<String, Object> message) throws Exception {
        List<Object> messages = new ArrayList<>();
        messages.add(message);
        Map<?, ?> content = (Map<?, ?>)
                ((List<?>) Gemini.sent(Gemini.chat(request(messages))).get("contents")).get(0);
        assertThat(content.get("role")).isEqualTo("model");
        return (List<?>) content.get("parts");
    }

    /** OpenAI says null where a message is nothing but calls; a stream has begun before that is known. */
    private static Map<String, Object> plain(Map<String, Object> answer) {
        message(answer).putIfAbsent("content", "");
        answer.remove("object");
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> message(Map<String, Object> answer) {
        return (Map<String, Object>) ((Map<?, ?>) ((List<?>) answer.get("choices")).get(0)).get("message");
    }

    private static Map<String, Object> request(List<?> messages) {
        return new LinkedHashMap<>(Map.of("messages", messages));
    }

    private static List<?> parts(String json) throws Exception {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return (List<?>) Json.standard().read(utf8, 0, utf8.length);
    }
}
