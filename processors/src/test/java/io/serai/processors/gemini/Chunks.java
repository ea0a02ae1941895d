package io.serai.processors.gemini;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.UsageCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Canonical streams of other providers than Gemini: reasoning of every kind, text, calls whose pieces come by turns. */
final class Chunks {

    private static final ChatEnvelope ENVELOPE = new ChatEnvelope("chatcmpl-1", 1_700_000_000, "m");

    private static final Arbitrary<String> TEXT = Arbitraries.of("a", " ", "é", "\"", "\\", "🙂", "\n\ndata: x", "{}");

    private static final List<String> ARGUMENTS =
            List.of("{}", "{\"x\":1}", "{\"a\":{\"b\":\"}\"}}", "{\"t\":\"\\u00e9\\n\"}", " { } ");

    /** An element of {@code reasoning_details} and the pieces in which it comes. */
    private record Element(String format, ReasoningDetail.Type type, List<String> pieces) {}

    private Chunks() {}

    static Arbitrary<List<Map<String, Object>>> any() {
        Arbitrary<List<Map<String, Object>>> text =
                TEXT.map(ChatDelta::text).list().ofMaxSize(4);
        Arbitrary<String> finish = Arbitraries.of("stop", "length", "tool_calls");
        return Combinators.combine(reasoning(), text, calls(), finish).as(Chunks::stream);
    }

    private static List<Map<String, Object>> stream(
            List<Map<String, Object>> reasoning,
            List<Map<String, Object>> text,
            List<Map<String, Object>> calls,
            String finish) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        chunks.add(ENVELOPE.chunk(0, ChatDelta.role()));
        for (List<Map<String, Object>> deltas : List.of(reasoning, text, calls)) {
            deltas.forEach(delta -> chunks.add(ENVELOPE.chunk(0, delta)));
        }
        chunks.add(ENVELOPE.finish(0, finish));
        chunks.add(ENVELOPE.usage(new UsageCounts().prompt(10).completion(3).usage()));
        return chunks;
    }

    private static Arbitrary<List<Map<String, Object>>> reasoning() {
        Arbitrary<List<Map<String, Object>>> plain = TEXT.map(
                        piece -> Map.<String, Object>of("reasoning_content", piece))
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Map<String, Object>>> details = Combinators.combine(
                        Arbitraries.of(ReasoningDetail.ANTHROPIC, ReasoningDetail.OPENAI),
                        Arbitraries.of(ReasoningDetail.Type.class),
                        TEXT.list().ofMinSize(1).ofMaxSize(3))
                .as(Element::new)
                .list()
                .ofMaxSize(3)
                .map(Chunks::pieces);
        return Arbitraries.oneOf(plain, details);
    }

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

    /** Up to three calls, a character of each by turns. */
    private static Arbitrary<List<Map<String, Object>>> calls() {
        return Arbitraries.of(ARGUMENTS).list().ofMaxSize(3).map(arguments -> {
            List<Map<String, Object>> deltas = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                deltas.add(ChatDelta.toolCall(i, "call_" + i, "f" + i));
            }
            int longest = arguments.stream().mapToInt(String::length).max().orElse(0);
            for (int at = 0; at < longest; at++) {
                for (int i = 0; i < arguments.size(); i++) {
                    if (at < arguments.get(i).length()) {
                        deltas.add(ChatDelta.toolArguments(i, arguments.get(i).substring(at, at + 1)));
                    }
                }
            }
            return deltas;
        });
    }
}
