package io.serai.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ChatStreamPropertyTest {

    @Provide
    Arbitrary<Map<String, Object>> answers() {
        return Answers.any();
    }

    @Property
    void collect_answerToldAsStream_isTheAnswer(@ForAll("answers") Map<String, Object> answer) {
        assertThat(ChatStream.of(answer).collect()).isEqualTo(answer);
    }

    @Property
    void collect_textCutAnywhere_isTheAnswer(
            @ForAll("answers") Map<String, Object> answer, @ForAll @IntRange(min = 1, max = 5) int size) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        ChatStream.of(answer).forEachRemaining(chunk -> chunks.addAll(cut(chunk, size)));

        assertThat(ChatStream.of(chunks).collect()).isEqualTo(answer);
    }

    @Property
    void of_answer_leavesItAsItWas(@ForAll("answers") Map<String, Object> answer) {
        String before = answer.toString();

        Map<String, Object> collected =
                ChatStream.of(answer).map(LinkedHashMap::new).collect();

        assertThat(collected).isEqualTo(answer);
        assertThat(answer).hasToString(before);
    }

    /** The same chunk, then its content in further ones. */
    private static List<Map<String, Object>> cut(Map<String, Object> chunk, int size) {
        if (!(chunk.get("choices") instanceof List<?> choices)
                || choices.isEmpty()
                || !(choices.get(0) instanceof Map<?, ?> choice)
                || !(choice.get("delta") instanceof Map<?, ?> delta)
                || !(delta.get("content") instanceof String content)) {
            return List.of(chunk);
        }
        List<Map<String, Object>> cut = new ArrayList<>();
        Map<Object, Object> first = new LinkedHashMap<>(delta);
        first.put("content", "");
        cut.add(with(chunk, choice, first));
        for (int i = 0; i < content.length(); i += size) {
            String piece = content.substring(i, Math.min(content.length(), i + size));
            cut.add(Map.of(
                    "choices", List.of(Map.of("index", choice.get("index"), "delta", Map.of("content", piece)))));
        }
        return cut;
    }

    private static Map<String, Object> with(Map<String, Object> chunk, Map<?, ?> choice, Map<Object, Object> delta) {
        Map<Object, Object> changed = new LinkedHashMap<>(choice);
        changed.put("delta", delta);
        Map<String, Object> copy = new LinkedHashMap<>(chunk);
        copy.put("choices", List.of(changed));
        return copy;
    }
}
