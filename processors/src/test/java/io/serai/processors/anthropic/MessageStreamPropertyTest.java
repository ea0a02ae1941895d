package io.serai.processors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageStreamPropertyTest {

    private static final Asked ASKED = new Asked("asked", Asked.Form.STREAMED, true);

    private final MessageShape shape = new MessageShape(ASKED);

    @Provide
    Arbitrary<List<Map<String, Object>>> inOrder() {
        return Chunks.inOrder();
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> mixed() {
        return Chunks.mixed();
    }

    @Property
    void stream_inOrder_isTheWholeMessage(@ForAll("inOrder") List<Map<String, Object>> chunks) {
        assertThat(streamed(chunks)).isEqualTo(whole(chunks));
    }

    @Property
    void stream_mixed_keepsTheGrammarAndLosesNothing(@ForAll("mixed") List<Map<String, Object>> chunks) {
        assertThat(byKind(streamed(chunks))).isEqualTo(byKind(whole(chunks)));
    }

    /** What is given back to the gateway is what it had been told. */
    @Property
    void wholeMessage_comingBack_isWhatItWas(@ForAll("inOrder") List<Map<String, Object>> chunks) {
        Map<String, Object> answer = ChatStream.of(chunks).collect();
        Map<String, Object> said = MessageShape.member(MessageShape.choice(answer), "message");
        Map<String, Object> back = AssistantTurn.message(shape.whole(answer).get("content"), 0);

        assertThat(back.get("reasoning_details")).isEqualTo(said.get("reasoning_details"));
        assertThat(back.getOrDefault("content", "")).isEqualTo(said.get("content"));
        if (!said.containsKey("reasoning_details")) {
            assertThat(back.get("reasoning_content")).isEqualTo(said.get("reasoning_content"));
        }
        assertThat(back).doesNotContainKey("native");
    }

    private Map<String, Object> streamed(List<Map<String, Object>> chunks) {
        return Told.by(shape.stream(ChatStream.of(chunks), ASKED, new Bill(null)));
    }

    private Map<String, Object> whole(List<Map<String, Object>> chunks) {
        byte[] json = Json.write(shape.whole(ChatStream.of(chunks).collect()));
        try {
            return Json.standard().readObject(json);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** Text joined, the other blocks in their order. */
    private static Map<String, Object> byKind(Map<String, Object> message) {
        StringBuilder text = new StringBuilder();
        List<Object> thoughts = new ArrayList<>();
        List<Object> calls = new ArrayList<>();
        for (Object element : (List<?>) message.get("content")) {
            Map<?, ?> block = (Map<?, ?>) element;
            switch ((String) block.get("type")) {
                case "text" -> text.append(block.get("text"));
                case "tool_use" -> calls.add(block);
                default -> thoughts.add(block);
            }
        }
        Map<String, Object> sorted = new LinkedHashMap<>(message);
        sorted.put("content", List.of(thoughts, text.toString(), calls));
        return sorted;
    }
}
