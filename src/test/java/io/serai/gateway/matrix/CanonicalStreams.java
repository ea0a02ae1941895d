package io.serai.gateway.matrix;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Streams as src/docs/canonical.md has them: reasoning, then text and calls by turns, arguments cut anywhere. */
final class CanonicalStreams {

    private static final ChatEnvelope ENVELOPE = new ChatEnvelope("chatcmpl-1", 1_760_000_000, "m");

    private static final Arbitrary<String> PIECE =
            Arbitraries.of("a", " ", "é", "\"", "\\", "🙂", "\n\ndata: x", "{}", "\u2028", "</think>");

    private static final Arbitrary<String> ARGUMENTS = Arbitraries.of(
            "{}",
            "{\"x\":1}",
            "{\"a\":{\"b\":\"}\"}}",
            "{\"t\":\"\\u00e9\\n\\\\\\\"\"}",
            " { } ",
            "{\"list\":[1,[2,{\"n\":null}],\"🙂\"]}");

    private static final Arbitrary<String> FORMAT =
            Arbitraries.of(ReasoningDetail.ANTHROPIC, ReasoningDetail.GEMINI, ReasoningDetail.OPENAI);

    private CanonicalStreams() {}

    /** Of one choice. */
    static Arbitrary<List<Map<String, Object>>> ofOneChoice() {
        return turn().map(turn -> stream(List.of(turn), new Random(0)));
    }

    /** Of up to three choices, whose chunks come by turns. */
    static Arbitrary<List<Map<String, Object>>> ofSeveralChoices() {
        return Combinators.combine(turn().list().ofMinSize(2).ofMaxSize(3), Arbitraries.randoms())
                .as(CanonicalStreams::stream);
    }

    /** Text, or the arguments of a call, in pieces: what joined is the same. */
    static List<String> cut(String whole, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < whole.length()) {
            int to = Math.min(whole.length(), from + 1 + random.nextInt(6));
            // UTF-8 has no halves of a pair.
            to += Character.isHighSurrogate(whole.charAt(to - 1)) ? 1 : 0;
            pieces.add(whole.substring(from, to));
            from = to;
        }
        return pieces;
    }

    static Arbitrary<String> arguments() {
        return ARGUMENTS;
    }

    static Arbitrary<List<String>> text() {
        return PIECE.list().ofMaxSize(4);
    }

    /** The deltas between a choice's role and its finish. */
    private record Turn(List<Map<String, Object>> deltas, String finish) {}

    private static Arbitrary<Turn> turn() {
        return Combinators.combine(reasoning(), text(), ARGUMENTS.list().ofMaxSize(3), Arbitraries.randoms())
                .as((reasoning, text, arguments, random) -> {
                    List<Map<String, Object>> deltas = new ArrayList<>(reasoning);
                    List<Map<String, Object>> calls = calls(arguments, random);
                    List<Map<String, Object>> words =
                            text.stream().map(ChatDelta::text).toList();
                    mix(List.of(words, calls), random, deltas);
                    return new Turn(deltas, arguments.isEmpty() ? "stop" : "tool_calls");
                });
    }

    private static Arbitrary<List<Map<String, Object>>> reasoning() {
        Arbitrary<List<Map<String, Object>>> plain = PIECE.map(
                        text -> Map.<String, Object>of("reasoning_content", text))
                .list()
                .ofMaxSize(3);
        Arbitrary<List<Map<String, Object>>> signed = Combinators.combine(
                        FORMAT, PIECE.list().ofMinSize(1).ofMaxSize(3))
                .as((format, pieces) -> {
                    ReasoningDetail detail = ReasoningDetail.of(ReasoningDetail.Type.TEXT, format, 0);
                    List<Map<String, Object>> deltas = new ArrayList<>();
                    pieces.forEach(piece -> deltas.add(ChatDelta.reasoning(detail.with("text", piece))));
                    deltas.add(ChatDelta.reasoning(detail.with("signature", Said.SIGNATURE)));
                    return deltas;
                });
        return Arbitraries.oneOf(plain, signed);
    }

    /** A call begins in its turn; its arguments come while others' do. */
    private static List<Map<String, Object>> calls(List<String> arguments, Random random) {
        List<Map<String, Object>> deltas = new ArrayList<>();
        List<List<Map<String, Object>>> open = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            int index = i;
            deltas.add(ChatDelta.toolCall(i, "call_" + i, "f" + i));
            List<Map<String, Object>> pieces = new ArrayList<>();
            cut(arguments.get(i), random).forEach(piece -> pieces.add(ChatDelta.toolArguments(index, piece)));
            open.add(pieces);
            if (random.nextBoolean()) {
                mix(open, random, deltas);
                open.clear();
            }
        }
        mix(open, random, deltas);
        return deltas;
    }

    /** Takes from the lists by turns, each in its order. */
    private static void mix(List<List<Map<String, Object>>> lists, Random random, List<Map<String, Object>> into) {
        int[] next = new int[lists.size()];
        int left = lists.stream().mapToInt(List::size).sum();
        while (left > 0) {
            int which = random.nextInt(lists.size());
            if (next[which] < lists.get(which).size()) {
                into.add(lists.get(which).get(next[which]++));
                left--;
            }
        }
    }

    private static List<Map<String, Object>> stream(List<Turn> turns, Random random) {
        List<List<Map<String, Object>>> choices = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            int index = i;
            List<Map<String, Object>> chunks = new ArrayList<>();
            chunks.add(ENVELOPE.chunk(i, ChatDelta.role()));
            turns.get(i).deltas().forEach(delta -> chunks.add(ENVELOPE.chunk(index, delta)));
            chunks.add(ENVELOPE.finish(i, turns.get(i).finish()));
            choices.add(chunks);
        }
        List<Map<String, Object>> stream = new ArrayList<>();
        mix(choices, random, stream);
        stream.add(ENVELOPE.usage(Usage.of(Said.TOKENS_IN, Said.TOKENS_OUT)));
        return stream;
    }
}
