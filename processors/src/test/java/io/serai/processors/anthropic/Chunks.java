package io.serai.processors.anthropic;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.UsageCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Canonical streams of any provider: reasoning of every kind, text, calls whose pieces come by turns. */
final class Chunks {

    private static final ChatEnvelope ENVELOPE = new ChatEnvelope("chatcmpl-1", 1_700_000_000, "m");

    private static final Arbitrary<String> TEXT = Arbitraries.of("a", " ", "é", "\"", "\\", "🙂", "\n\ndata: x", "{}");

    private static final Arbitrary<String> FORMAT =
            Arbitraries.of(ReasoningDetail.ANTHROPIC, ReasoningDetail.GEMINI, ReasoningDetail.OPENAI);

    private static final Arbitrary<String> ARGUMENTS =
            Arbitraries.of("", "{}", "{\"x\":1}", "{\"a\":{\"b\":\"}\"}}", "{\"t\":\"\\u00e9\\n\"}", " { } ");

    private Chunks() {}

    /** Reasoning, then text, then calls. */
    static Arbitrary<List<Map<String, Object>>> inOrder() {
        return stream(Combinators.combine(reasoning(), text(), calls()).as(Chunks::joined));
    }

    /** The same with text and calls by turns. */
    static Arbitrary<List<Map<String, Object>>> mixed() {
        return stream(Combinators.combine(reasoning(), text(), calls(), Arbitraries.randoms())
                .as((reasoning, text, calls, random) -> {
                    List<Map<String, Object>> deltas = new ArrayList<>(reasoning);
                    int t = 0;
                    int c = 0;
                    while (t < text.size() || c < calls.size()) {
                        boolean speaks = c == calls.size() || (t < text.size() && random.nextBoolean());
                        deltas.add(speaks ? text.get(t++) : calls.get(c++));
                    }
                    return deltas;
                }));
    }

    private static Arbitrary<List<Map<String, Object>>> stream(Arbitrary<List<Map<String, Object>>> deltas) {
        Arbitrary<String> finish = Arbitraries.of("stop", "length", "tool_calls", "content_filter");
        return Combinators.combine(deltas, finish, Arbitraries.integers().between(0, 9))
                .as((said, reason, count) -> {
                    List<Map<String, Object>> chunks = new ArrayList<>();
                    chunks.add(ENVELOPE.chunk(0, ChatDelta.role()));
                    said.forEach(delta -> chunks.add(ENVELOPE.chunk(0, delta)));
                    chunks.add(ENVELOPE.finish(0, reason));
                    chunks.add(ENVELOPE.usage(new UsageCounts()
                            .prompt(10 + count)
                            .completion(count)
                            .promptDetail("cached_tokens", count)
                            .usage()));
                    return chunks;
                });
    }

    private static Arbitrary<List<Map<String, Object>>> text() {
        return TEXT.map(ChatDelta::text).list().ofMaxSize(4);
    }

    private static Arbitrary<List<Map<String, Object>>> reasoning() {
        Arbitrary<List<Map<String, Object>>> plain = TEXT.map(text -> Map.<String, Object>of("reasoning_content", text))
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Map<String, Object>>> details = Combinators.combine(
                        FORMAT,
                        Arbitraries.of(ReasoningDetail.Type.class),
                        TEXT.list().ofMinSize(1).ofMaxSize(3))
                .as(Element::new)
                .list()
                .ofMaxSize(3)
                .map(Chunks::pieces);
        return Arbitraries.oneOf(plain, details);
    }

    /** An element of {@code reasoning_details} and the pieces in which it comes. */
    private record Element(String format, ReasoningDetail.Type type, List<String> pieces) {}

    private static List<Map<String, Object>> pieces(List<Element> elements) {
        List<Map<String, Object>> deltas = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            ReasoningDetail detail = ReasoningDetail.of(element.type, element.format, i);
            String member =
                    switch (element.type) {
                        case TEXT -> "text";
                        case SUMMARY -> "summary";
                        case ENCRYPTED -> "data";
                    };
            element.pieces.forEach(piece -> deltas.add(ChatDelta.reasoning(detail.with(member, piece))));
            if (element.type == ReasoningDetail.Type.TEXT) {
                deltas.add(ChatDelta.reasoning(detail.with("signature", "c2ln" + i)));
            }
        }
        return deltas;
    }

    private static Arbitrary<List<Map<String, Object>>> calls() {
        return Combinators.combine(ARGUMENTS.list().ofMaxSize(3), Arbitraries.randoms())
                .as((arguments, random) -> {
                    List<Map<String, Object>> deltas = new ArrayList<>();
                    int[] told = new int[arguments.size()];
                    List<Integer> unfinished = new ArrayList<>();
                    for (int i = 0; i < arguments.size(); i++) {
                        deltas.add(ChatDelta.toolCall(i, "call_" + i, "f" + i));
                        unfinished.add(i);
                        if (random.nextBoolean()) {
                            advance(unfinished, arguments, told, deltas, random.nextInt(4), random.nextInt(9));
                        }
                    }
                    while (!unfinished.isEmpty()) {
                        advance(unfinished, arguments, told, deltas, random.nextInt(4), random.nextInt(9));
                    }
                    return deltas;
                });
    }

    private static void advance(
            List<Integer> unfinished,
            List<String> arguments,
            int[] told,
            List<Map<String, Object>> deltas,
            int which,
            int chars) {
        if (unfinished.isEmpty()) {
            return;
        }
        int call = unfinished.get(which % unfinished.size());
        String all = arguments.get(call);
        int to = Math.min(all.length(), told[call] + chars);
        deltas.add(ChatDelta.toolArguments(call, all.substring(told[call], to)));
        told[call] = to;
        if (to == all.length()) {
            unfinished.remove((Integer) call);
        }
    }

    private static List<Map<String, Object>> joined(
            List<Map<String, Object>> first, List<Map<String, Object>> second, List<Map<String, Object>> third) {
        List<Map<String, Object>> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(third);
        return all.stream()
                .map(delta -> (Map<String, Object>) new LinkedHashMap<>(delta))
                .toList();
    }
}
