package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A whole answer told as somebody would say it: word by word, with a pause between. */
final class PacedStream extends ChatStream {

    private static final String CONTENT = "content";

    /** Waits between two pieces. */
    @FunctionalInterface
    interface Pause {

        /** @return whether the stream was closed meanwhile */
        boolean await(Duration pace, CountDownLatch closed) throws InterruptedException;

        Pause REAL = (pace, closed) -> closed.await(pace.toNanos(), TimeUnit.NANOSECONDS);
    }

    private final Queue<Map<String, Object>> rest = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration pace;
    private final Pause pause;
    private boolean begun;

    PacedStream(Map<String, Object> answer, Duration pace, Pause pause) {
        this.pace = pace;
        this.pause = pause;
        ChatStream chunks = ChatStream.of(answer);
        while (chunks.hasNext()) {
            split(chunks.next());
        }
    }

    private void split(Map<String, Object> chunk) {
        if (chunk.get("choices") instanceof List<?> choices
                && choices.size() == 1
                && choices.get(0) instanceof Map<?, ?> choice
                && choice.get("delta") instanceof Map<?, ?> delta
                && delta.get(CONTENT) instanceof String text) {
            boolean first = true;
            for (String word : words(text)) {
                rest.add(first ? with(chunk, choice, delta, word) : with(chunk, bare(choice), Map.of(), word));
                first = false;
            }
        } else {
            rest.add(chunk);
        }
    }

    /** What belongs to all of a choice, its log probabilities say, is told with its first word. */
    private static Map<?, ?> bare(Map<?, ?> choice) {
        Map<String, Object> bare = new LinkedHashMap<>();
        bare.put("index", choice.get("index"));
        bare.put("finish_reason", choice.get("finish_reason"));
        return bare;
    }

    private static Map<String, Object> with(Map<String, Object> chunk, Map<?, ?> choice, Map<?, ?> delta, String word) {
        Map<Object, Object> said = new LinkedHashMap<>(delta);
        said.put(CONTENT, word);
        Map<Object, Object> told = new LinkedHashMap<>(choice);
        told.put("delta", said);
        Map<String, Object> piece = new LinkedHashMap<>(chunk);
        piece.put("choices", List.of(told));
        return piece;
    }

    /** Each with the blanks before it, so that together they are the text. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
                words.add(text.substring(from, i));
                from = i;
            }
        }
        words.add(text.substring(from));
        return words;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        if (begun && !rest.isEmpty() && waited()) {
            throw Flight.gone();
        }
        begun = true;
        return rest.poll();
    }

    private boolean waited() {
        try {
            return pause.await(pace, closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The replay of an answer was interrupted.");
        }
    }

    @Override
    public boolean isReady() {
        return super.isReady() || !begun || rest.isEmpty();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
