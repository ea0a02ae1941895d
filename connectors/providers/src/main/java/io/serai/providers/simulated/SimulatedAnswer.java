package io.serai.providers.simulated;

import io.serai.api.chat.Usage;
import io.serai.providers.simulated.Piece.Kind;
import io.serai.providers.tokens.TokenCounter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One answer, to be told whole or in chunks, of which each is made when it is asked for. */
final class SimulatedAnswer {

    private final SimulatedRequest request;
    private final Fingerprint fingerprint;
    private final long created;
    private final List<Piece> pieces;
    private final Logprobs logprobs;

    private SimulatedAnswer(
            SimulatedRequest request, Fingerprint fingerprint, long created, Optional<String> dictated) {
        this.request = request;
        this.fingerprint = fingerprint;
        this.created = created;
        this.pieces = SimulatedScript.of(request, fingerprint.seed(), dictated);
        this.logprobs = new Logprobs(fingerprint.seed(), request.topLogprobs());
    }

    static SimulatedAnswer to(SimulatedRequest request, Optional<String> dictated, Clock clock) {
        Fingerprint fingerprint = Fingerprint.of(request.model(), request.map());
        return new SimulatedAnswer(request, fingerprint, clock.instant().getEpochSecond(), dictated);
    }

    /** How many chunks there are. */
    int size() {
        return pieces.size();
    }

    /** How many tokens a chunk brings. */
    int tokens(int chunk) {
        return pieces.get(chunk).tokens();
    }

    /** All tokens of all choices. */
    long tokens() {
        long tokens = 0;
        for (Piece piece : pieces) {
            tokens += piece.tokens();
        }
        return tokens;
    }

    /** A {@code chat.completion.chunk}. */
    Map<String, Object> chunk(int index) {
        Piece piece = pieces.get(index);
        Map<String, Object> chunk = envelope("chat.completion.chunk");
        if (piece.kind() == Kind.USAGE) {
            chunk.put("choices", List.of());
            chunk.put("usage", usage());
            return chunk;
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", piece.choice());
        choice.put("delta", delta(piece));
        choice.put(
                "logprobs",
                piece.kind() == Kind.CONTENT && logprobs.areWanted()
                        ? Logprobs.of(List.of(logprobs.entry(piece, index)))
                        : null);
        choice.put("finish_reason", piece.kind() == Kind.FINISH ? piece.text() : null);
        chunk.put("choices", List.of(choice));
        return chunk;
    }

    /** The {@code chat.completion} that the chunks add up to. */
    Map<String, Object> whole() {
        List<Object> choices = new ArrayList<>(request.choices());
        WholeChoice choice = new WholeChoice();
        for (int i = 0; i < pieces.size() - 1; i++) {
            Piece piece = pieces.get(i);
            choice.add(piece, i);
            if (piece.kind() == Kind.FINISH) {
                choices.add(choice.map(piece));
                choice = new WholeChoice();
            }
        }
        Map<String, Object> answer = envelope("chat.completion");
        answer.put("choices", choices);
        answer.put("usage", usage());
        return answer;
    }

    private Map<String, Object> envelope(String object) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("id", "chatcmpl-" + fingerprint.hex().substring(0, 29));
        envelope.put("object", object);
        envelope.put("created", created);
        envelope.put("model", request.model());
        envelope.put("system_fingerprint", "simulated");
        return envelope;
    }

    private Map<String, Object> usage() {
        long reasoning = 0;
        for (Piece piece : pieces) {
            reasoning += piece.kind() == Kind.REASONING ? piece.tokens() : 0;
        }
        Map<String, Object> usage =
                Usage.of(TokenCounter.prompt(request.map()), tokens()).map();
        usage.put("completion_tokens_details", Map.of("reasoning_tokens", reasoning));
        return usage;
    }

    private Map<String, Object> delta(Piece piece) {
        return switch (piece.kind()) {
            case BEGIN_TEXT -> message("");
            case BEGIN_CALLS -> message(null);
            case REASONING -> Map.of("reasoning_content", piece.text());
            case CONTENT -> Map.of("content", piece.text());
            case CALL -> {
                Map<String, Object> call = new LinkedHashMap<>();
                call.put("index", piece.call());
                call.putAll(call(piece, ""));
                yield Map.of("tool_calls", List.of(call));
            }
            case ARGUMENTS ->
                Map.of(
                        "tool_calls",
                        List.of(Map.of("index", piece.call(), "function", Map.of("arguments", piece.text()))));
            case FINISH, USAGE -> Map.of();
        };
    }

    private static Map<String, Object> message(@Nullable String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", content);
        message.put("refusal", null);
        return message;
    }

    private Map<String, Object> call(Piece piece, String arguments) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", piece.text());
        function.put("arguments", arguments);
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", "call_" + fingerprint.derive(piece.choice(), piece.call()));
        call.put("type", "function");
        call.put("function", function);
        return call;
    }

    /** One choice of a whole answer, as its pieces come in. */
    private final class WholeChoice {
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final List<Piece> calls = new ArrayList<>();
        private final List<StringBuilder> arguments = new ArrayList<>();
        private final List<Object> probabilities = new ArrayList<>();
        private boolean speaks;

        void add(Piece piece, int position) {
            switch (piece.kind()) {
                case BEGIN_TEXT -> speaks = true;
                case REASONING -> reasoning.append(piece.text());
                case CONTENT -> {
                    content.append(piece.text());
                    if (logprobs.areWanted()) {
                        probabilities.add(logprobs.entry(piece, position));
                    }
                }
                case CALL -> {
                    calls.add(piece);
                    arguments.add(new StringBuilder());
                }
                case ARGUMENTS -> arguments.get(piece.call()).append(piece.text());
                case BEGIN_CALLS, FINISH, USAGE -> {}
            }
        }

        Map<String, Object> map(Piece finish) {
            Map<String, Object> message = message(speaks ? content.toString() : null);
            if (!reasoning.isEmpty()) {
                message.put("reasoning_content", reasoning.toString());
            }
            if (!calls.isEmpty()) {
                List<Object> list = new ArrayList<>(calls.size());
                for (int i = 0; i < calls.size(); i++) {
                    list.add(call(calls.get(i), arguments.get(i).toString()));
                }
                message.put("tool_calls", list);
            }
            Map<String, Object> choice = new LinkedHashMap<>();
            choice.put("index", finish.choice());
            choice.put("message", message);
            choice.put("logprobs", probabilities.isEmpty() ? null : Logprobs.of(probabilities));
            choice.put("finish_reason", finish.text());
            return choice;
        }
    }
}
