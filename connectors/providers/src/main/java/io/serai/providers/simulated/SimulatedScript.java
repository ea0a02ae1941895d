package io.serai.providers.simulated;

import io.serai.api.json.Json;
import io.serai.providers.simulated.Piece.Kind;
import io.serai.providers.simulated.ToolChooser.ToolCall;
import io.serai.providers.tokens.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down an answer piece by piece, within the limits that the request sets. Pure. */
final class SimulatedScript {

    private final SimulatedRequest request;
    private final long seed;
    private final Optional<String> dictated;
    private final List<Piece> pieces = new ArrayList<>();
    /** Tokens that the choice may still have. */
    private int left;

    private SimulatedScript(SimulatedRequest request, long seed, Optional<String> dictated) {
        this.request = request;
        this.seed = seed;
        this.dictated = dictated;
    }

    /** @param dictated the text to say in place of what the author, the tools and the response format would have it say */
    static List<Piece> of(SimulatedRequest request, long seed, Optional<String> dictated) {
        SimulatedScript script = new SimulatedScript(request, seed, dictated);
        for (int choice = 0; choice < request.choices(); choice++) {
            script.choice(choice);
        }
        script.pieces.add(new Piece(Kind.USAGE, 0, 0, "", 0));
        return script.pieces;
    }

    private void choice(int choice) {
        left = request.maxTokens();
        long choiceSeed = StableHash.mix(seed + choice);
        List<ToolCall> calls = dictated.isPresent() ? List.of() : ToolChooser.choose(request, choiceSeed);
        pieces.add(new Piece(calls.isEmpty() ? Kind.BEGIN_TEXT : Kind.BEGIN_CALLS, choice, 0, "", 0));
        boolean whole = !request.reasons() || say(Kind.REASONING, choice, 0, SimulatedAuthor.reasoning(request));
        String reason = calls.isEmpty() ? "stop" : "tool_calls";
        if (calls.isEmpty()) {
            whole = whole && say(Kind.CONTENT, choice, 0, stopped(content(choice, choiceSeed)));
        } else {
            for (int call = 0; whole && call < calls.size(); call++) {
                whole = call(choice, call, calls.get(call));
            }
        }
        pieces.add(new Piece(Kind.FINISH, choice, 0, whole ? reason : "length", 0));
    }

    private boolean call(int choice, int index, ToolCall call) {
        int tokens = TokenCounter.count(call.name());
        if (tokens > left) {
            return false;
        }
        left -= tokens;
        pieces.add(new Piece(Kind.CALL, choice, index, call.name(), tokens));
        return say(Kind.ARGUMENTS, choice, index, call.arguments());
    }

    /** Whether all of it could be said. */
    private boolean say(Kind kind, int choice, int call, String text) {
        for (TokenCounter.Token token : TokenCounter.split(text)) {
            if (token.tokens() > left) {
                return false;
            }
            left -= token.tokens();
            pieces.add(new Piece(kind, choice, call, token.text(), token.tokens()));
        }
        return true;
    }

    private String content(int choice, long choiceSeed) {
        if (dictated.isPresent()) {
            return dictated.get();
        }
        if (request.map().get("response_format") instanceof Map<?, ?> format) {
            if (format.get("json_schema") instanceof Map<?, ?> named
                    && named.get("schema") instanceof Map<?, ?> schema) {
                return json(new SchemaSampler(schema, choiceSeed, request.topic()).sample());
            }
            if ("json_object".equals(format.get("type")) || "json_schema".equals(format.get("type"))) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("simulated", true);
                object.put("answer", SimulatedAuthor.text(request, choice));
                return json(object);
            }
        }
        return SimulatedAuthor.text(request, choice);
    }

    private String stopped(String text) {
        int end = text.length();
        for (String stop : request.stops()) {
            int at = text.indexOf(stop);
            end = at >= 0 && at < end ? at : end;
        }
        return text.substring(0, end);
    }

    private static String json(@Nullable Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
