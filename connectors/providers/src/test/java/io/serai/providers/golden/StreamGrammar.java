package io.serai.providers.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatCollector;
import io.serai.api.chat.ToolCall;
import io.serai.api.chat.Usage;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The canonical grammar of a stream, as src/docs/canonical.md has it. */
public final class StreamGrammar {

    private StreamGrammar() {}

    /** Breaks where a complete stream is not as every front end may rely on. */
    public static void check(List<Map<String, Object>> chunks) {
        assertThat(chunks).as("chunks").isNotEmpty();
        Map<Object, Integer> finished = new LinkedHashMap<>();
        Set<Object> begun = new LinkedHashSet<>();
        ChatCollector collector = new ChatCollector();
        for (int i = 0; i < chunks.size(); i++) {
            Map<String, Object> chunk = chunks.get(i);
            collector.add(chunk);
            assertThat(chunk.get("object")).isEqualTo("chat.completion.chunk");
            assertThat(chunk).containsKeys("id", "created", "model", "choices");
            assertThat(Usage.in(chunk).isPresent()).as("usage in chunk %d", i).isEqualTo(i == chunks.size() - 1);
            for (Object element : (List<?>) chunk.get("choices")) {
                Map<?, ?> choice = (Map<?, ?>) element;
                Map<?, ?> delta = (Map<?, ?>) choice.get("delta");
                Object index = choice.get("index");
                assertThat(delta.containsKey("role")).as("role in chunk %d", i).isEqualTo(begun.add(index));
                assertThat(finished)
                        .as("nothing after the finish of choice %s", index)
                        .doesNotContainKey(index);
                if (choice.get("finish_reason") != null) {
                    assertThat(delta).as("delta of a finish").isEmpty();
                    finished.put(index, i);
                }
            }
        }
        assertThat((List<?>) chunks.get(chunks.size() - 1).get("choices"))
                .as("choices of the usage")
                .isEmpty();
        assertThat(finished.keySet()).as("finished choices").isEqualTo(begun);
        calls(collector.answer());
    }

    private static void calls(Map<String, Object> answer) {
        for (Object element : (List<?>) answer.get("choices")) {
            @SuppressWarnings("unchecked")
            Map<String, Object> message = (Map<String, Object>) ((Map<?, ?>) element).get("message");
            for (ToolCall call : ToolCall.in(message)) {
                assertThat(call.id()).isNotEmpty();
                assertThat(call.name()).isNotEmpty();
            }
        }
    }
}
