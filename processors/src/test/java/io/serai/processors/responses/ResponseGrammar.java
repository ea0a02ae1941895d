package io.serai.processors.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds of the events of any response (<a href="https://platform.openai.com/docs/api-reference/responses-streaming">source</a>): they
 * are numbered, what is added gets done before anything else is added, and what is done is what the deltas before it said.
 */
final class ResponseGrammar {

    private static final Set<String> TERMINALS = Set.of("response.completed", "response.incomplete");

    private final Map<Object, Map<String, Object>> added = new LinkedHashMap<>();
    private final Map<Object, Map<String, Object>> done = new LinkedHashMap<>();
    private final Map<String, StringBuilder> said = new LinkedHashMap<>();
    private final Map<String, String> whole = new LinkedHashMap<>();
    private final List<String> openParts = new ArrayList<>();

    /** Checks a stream that ends well; the response that it ends with. */
    static Map<String, Object> check(List<Map<String, Object>> events) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).get("sequence_number")).isEqualTo(i);
        }
        assertThat(events.get(0)).containsEntry("type", "response.created");
        assertThat(events.get(1)).containsEntry("type", "response.in_progress");
        Map<String, Object> last = events.get(events.size() - 1);
        assertThat(TERMINALS).contains(last.get("type").toString());
        ResponseGrammar grammar = new ResponseGrammar();
        events.subList(2, events.size() - 1).forEach(grammar::step);
        Map<String, Object> response = Items.object(last.get("response"));
        grammar.end(response);
        return response;
    }

    private void step(Map<String, Object> event) {
        String type = event.get("type").toString();
        Object index = event.get("output_index");
        switch (type) {
            case "response.output_item.added" -> {
                assertThat(index).isEqualTo(added.size());
                assertThat(done).as("done before the next").hasSameSizeAs(added);
                added.put(index, Items.object(event.get("item")));
            }
            case "response.output_item.done" -> {
                assertThat(openParts).noneMatch(part -> part.startsWith(index + "/"));
                assertThat(done.put(index, Items.object(event.get("item")))).isNull();
            }
            default -> {
                assertThat(added).containsKey(index);
                assertThat(done).as(type).doesNotContainKey(index);
                assertThat(event.get("item_id")).isEqualTo(added.get(index).get("id"));
                part(type, place(event), event);
            }
        }
    }

    private void part(String type, String place, Map<String, Object> event) {
        if (type.endsWith("part.added")) {
            assertThat(openParts).doesNotContain(place);
            openParts.add(place);
        } else if (type.endsWith("part.done")) {
            assertThat(openParts.remove(place)).isTrue();
            Map<String, Object> part = Items.object(event.get("part"));
            assertThat(part.getOrDefault("text", part.get("refusal"))).isEqualTo(whole.get(place));
        } else if (type.endsWith(".delta")) {
            assertThat(whole).doesNotContainKey(place);
            said.computeIfAbsent(place, p -> new StringBuilder()).append(event.get("delta"));
        } else if (type.endsWith(".done")) {
            String text = (String) event.entrySet().stream()
                    .filter(member ->
                            Set.of("text", "refusal", "arguments", "input").contains(member.getKey()))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            assertThat(text)
                    .isEqualTo(said.getOrDefault(place, new StringBuilder()).toString());
            assertThat(whole.put(place, text)).isNull();
        } else {
            assertThat(type).isEqualTo("response.output_text.annotation.added");
        }
    }

    private static String place(Map<String, Object> event) {
        return event.get("output_index") + "/" + event.get("content_index") + "/" + event.get("summary_index");
    }

    private void end(Map<String, Object> response) {
        assertThat(openParts).isEmpty();
        assertThat(done.keySet()).containsExactlyInAnyOrderElementsOf(added.keySet());
        List<Map<String, Object>> output = Items.in(response.get("output"));
        assertThat(output).hasSameSizeAs(added.keySet());
        for (int i = 0; i < output.size(); i++) {
            assertThat(output.get(i)).isEqualTo(done.get(i));
            assertThat(output.get(i).get("id")).isEqualTo(added.get(i).get("id"));
            assertThat(output.get(i).get("type")).isEqualTo(added.get(i).get("type"));
        }
        assertThat(said.keySet()).isSubsetOf(whole.keySet());
    }
}
