package io.serai.processors.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.ToolCall;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a provider says: streamed and whole are the same, and what is given back to the gateway is what it had been told. */
class ContentStreamPropertyTest {

    private static final Asked ASKED = new Asked("asked", Asked.Form.STREAMED, true);

    @Provide
    Arbitrary<List<Map<String, Object>>> chunks() {
        return Chunks.any();
    }

    @Property
    void stream_isTheWholeAnswer(@ForAll("chunks") List<Map<String, Object>> chunks, @ForAll Thoughts thoughts) {
        Node whole = candidate(new Node(parsed(Json.write(
                shape(thoughts, StreamForm.EVENTS).whole(ChatStream.of(chunks).collect())))));
        List<Node> events = events(chunks, thoughts);
        Node last = candidate(events.get(events.size() - 1));

        assertThat(joined(events, false)).isEqualTo(joined(whole.object("content"), false));
        assertThat(joined(events, true)).isEqualTo(joined(whole.object("content"), true));
        assertThat(last.get("finishReason")).isEqualTo(whole.get("finishReason"));
        assertThat(events.stream().filter(event -> event.has("usageMetadata"))).hasSize(1);
        assertThat(events.stream().filter(event -> candidate(event).has("finishReason")))
                .hasSize(1);
    }

    @Property
    void streamedTurn_comingBack_isWhatItWas(
            @ForAll("chunks") List<Map<String, Object>> chunks, @ForAll Thoughts thoughts) {
        ModelTurn turn = new ModelTurn(new CallLedger(), 1);
        for (Node event : events(chunks, thoughts)) {
            turn.add(candidate(event).object("content"), 1);
        }
        same(chunks, turn);
    }

    @Property
    void wholeTurn_comingBack_isWhatItWas(
            @ForAll("chunks") List<Map<String, Object>> chunks, @ForAll Thoughts thoughts) {
        Map<String, Object> told =
                shape(thoughts, StreamForm.EVENTS).whole(ChatStream.of(chunks).collect());
        ModelTurn turn = new ModelTurn(new CallLedger(), 1);
        turn.add(candidate(new Node(parsed(Json.write(told)))).object("content"), 1);
        same(chunks, turn);
    }

    @Property
    void array_isAlwaysJson(@ForAll("chunks") List<Map<String, Object>> chunks) throws Exception {
        byte[] json =
                drained(shape(Thoughts.SHOWN, StreamForm.ARRAY).stream(ChatStream.of(chunks), ASKED, new Bill(null)));

        assertThat(Node.objects(Json.standard().read(json, 0, json.length)).stream()
                        .map(Node::map)
                        .toList())
                .isEqualTo(
                        events(chunks, Thoughts.SHOWN).stream().map(Node::map).toList());
    }

    private static void same(List<Map<String, Object>> chunks, ModelTurn turn) {
        Node said = Node.objects(ChatStream.of(chunks).collect().get("choices"))
                .get(0)
                .object("message");
        Node back = new Node(turn.message());

        assertThat(details(back)).isEqualTo(details(said));
        assertThat(back.string("content")).isEqualTo(said.string("content"));
        assertThat(calls(back)).isEqualTo(calls(said));
        assertThat(back.has("native")).isFalse();
        if (details(said).isEmpty()) {
            assertThat(back.string("reasoning_content")).isEqualTo(said.string("reasoning_content"));
        }
    }

    /** What can't be read comes back with the next part that can be seen. */
    private static List<Map<String, Object>> details(Node message) {
        return message.objects("reasoning_details").stream()
                .sorted(Comparator.comparingLong(detail -> detail.count("index")))
                .map(Node::map)
                .toList();
    }

    private static List<Object> calls(Node message) {
        List<Object> calls = new ArrayList<>();
        for (ToolCall call : ToolCall.in(message.map())) {
            calls.add(List.of(call.id(), call.name(), call.arguments().orElseThrow()));
        }
        return calls;
    }

    private static String joined(List<Node> events, boolean thought) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(joined(candidate(event).object("content"), thought)));
        return text.toString();
    }

    private static String joined(Node content, boolean thought) {
        StringBuilder text = new StringBuilder();
        for (Node part : content.objects("parts")) {
            text.append(part.is("thought") == thought ? part.string("text") : "");
            text.append(part.has("functionCall") && !thought ? part.get("functionCall") : "");
        }
        return text.toString();
    }

    private static Node candidate(Node response) {
        List<Node> candidates = response.objects("candidates");
        return candidates.isEmpty() ? Node.NOTHING : candidates.get(0);
    }

    private static ContentShape shape(Thoughts thoughts, StreamForm form) {
        return new ContentShape(new Posted(new Target("asked", Method.STREAM), ASKED, form, thoughts));
    }

    private static List<Node> events(List<Map<String, Object>> chunks, Thoughts thoughts) {
        EventStream stream = shape(thoughts, StreamForm.EVENTS).stream(ChatStream.of(chunks), ASKED, new Bill(null));
        List<Node> events = new ArrayList<>();
        for (String event : new String(drained(stream), StandardCharsets.UTF_8).split("\n\n")) {
            events.add(new Node(parsed(event.substring("data: ".length()).getBytes(StandardCharsets.UTF_8))));
        }
        return events;
    }

    private static byte[] drained(EventStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    private static Map<String, Object> parsed(byte[] json) {
        try {
            return Json.standard().readObject(json);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }
}
