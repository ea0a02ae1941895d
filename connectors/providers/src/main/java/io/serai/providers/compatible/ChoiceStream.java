package io.serai.providers.compatible;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One choice of a stream: what has been told of it, so that everything is told once and in order. */
final class ChoiceStream {

    private static final String DELTA = "delta";
    private static final String FINISH = "finish_reason";
    private static final String CALLS = "tool_calls";

    private final Wording wording;
    private final @Nullable SchemaTool schemaTool;
    private @Nullable ToolCallReader calls;
    private boolean begun;
    private boolean finished;
    private boolean answeredByTool;

    /** What has become of a choice. */
    enum Outcome {
        /** It is as it should be. */
        AS_IT_IS,
        /** It says nothing that has not been said. */
        NOTHING,
        /** It is its end, and nothing else. */
        FINISH,
        /** It has become the last piece; {@link #finish} is what has to follow. */
        PIECE_AND_FINISH
    }

    ChoiceStream(Wording wording, @Nullable SchemaTool schemaTool) {
        this.wording = wording;
        this.schemaTool = schemaTool;
    }

    boolean isFinished() {
        return finished;
    }

    /** Reads a choice in place. */
    Outcome read(Map<String, Object> choice, @Nullable Object answerId) {
        Map<String, Object> delta = delta(choice);
        if (finished) {
            // OpenRouter repeats an empty delta beside the usage.
            delta.remove("role");
            if (isEmpty(delta)) {
                return Outcome.NOTHING;
            }
        }
        ChoiceReader.read(wording, delta);
        role(choice, delta);
        delta = delta(choice);
        toolCalls(delta, answerId);
        if (choice.get(FINISH) == null) {
            return Outcome.AS_IT_IS;
        }
        ChoiceReader.finish(choice);
        if (answeredByTool && "tool_calls".equals(choice.get(FINISH))) {
            choice.put(FINISH, "stop");
        }
        finished = true;
        if (isEmpty(delta)) {
            choice.put(DELTA, Map.of());
            return Outcome.FINISH;
        }
        return Outcome.PIECE_AND_FINISH;
    }

    /** Takes the finish out of a choice that has a last piece as well. Log probabilities belong to the piece, the rest to the finish. */
    Map<String, Object> finish(Map<String, Object> choice) {
        Map<String, Object> finish = new LinkedHashMap<>(choice);
        finish.put(DELTA, Map.of());
        if (finish.containsKey("logprobs")) {
            finish.put("logprobs", null);
        }
        choice.keySet().removeIf(name -> !name.equals("index") && !name.equals(DELTA) && !name.equals("logprobs"));
        choice.put(FINISH, null);
        return finish;
    }

    private static Map<String, Object> delta(Map<String, Object> choice) {
        if (choice.get(DELTA) instanceof Map<?, ?> delta) {
            // Perplexity repeats the message so far beside each delta.
            choice.remove("message");
            return ChoiceReader.cast(delta);
        }
        Map<String, Object> delta = choice.remove("message") instanceof Map<?, ?> message
                ? ChoiceReader.cast(message)
                : new LinkedHashMap<>();
        choice.put(DELTA, delta);
        return delta;
    }

    private void role(Map<String, Object> choice, Map<String, Object> delta) {
        if (begun) {
            delta.remove("role");
            return;
        }
        begun = true;
        if (delta.get("role") == null) {
            Map<String, Object> first = new LinkedHashMap<>();
            first.put("role", "assistant");
            delta.remove("role");
            first.putAll(delta);
            choice.put(DELTA, first);
        }
    }

    private void toolCalls(Map<String, Object> delta, @Nullable Object answerId) {
        if (!(delta.get(CALLS) instanceof List<?> deltas) || deltas.isEmpty()) {
            return;
        }
        if (schemaTool != null) {
            answeredByTool |= schemaTool.delta(delta);
            return;
        }
        if (calls == null) {
            calls = new ToolCallReader();
        }
        calls.read(deltas, answerId);
    }

    /** Whether a delta says nothing: {@code {}}, and {@code {"content": ""}} as some services have it. */
    private static boolean isEmpty(Map<String, Object> delta) {
        for (Object value : delta.values()) {
            if (value != null && !"".equals(value) && !(value instanceof List<?> list && list.isEmpty())) {
                return false;
            }
        }
        return true;
    }
}
