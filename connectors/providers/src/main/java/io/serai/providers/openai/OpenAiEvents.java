package io.serai.providers.openai;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One stream of chunks, which pass through as they are; remembers only which choices are unfinished. */
final class OpenAiEvents implements Translation.Events {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final Set<Deviation> deviations;
    private final ProviderErrors errors;
    private final Set<Object> unfinished = new HashSet<>(2);
    private final Set<Object> finished = new HashSet<>(2);

    OpenAiEvents(Set<Deviation> deviations, ProviderErrors errors) {
        this.deviations = deviations;
        this.errors = errors;
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        int from = 0;
        while (from < data.length && data[from] <= ' ' && data[from] >= 0) {
            from++;
        }
        // Keep-alives: nothing at all, or a comment that some proxy has put into a data line (opencode#50871).
        if (from == data.length || data[from] == ':') {
            return List.of();
        }
        if (data[from] == '[' && isDone(data, from)) {
            return null;
        }
        Map<String, Object> chunk = JsonObjects.of(data);
        SeraiException error = type.equals("error") ? errors.event(chunk) : errors.within(chunk);
        if (error != null) {
            throw error;
        }
        remember(chunk);
        if (deviations.contains(Deviation.USAGE_IN_X_GROQ)) {
            liftUsage(chunk);
        }
        return List.of(chunk);
    }

    /** Some servers send no {@code [DONE]}; all say why a choice is finished. */
    @Override
    public boolean isComplete() {
        return unfinished.isEmpty() && !finished.isEmpty();
    }

    private void remember(Map<String, Object> chunk) {
        if (!(chunk.get("choices") instanceof List<?> choices)) {
            return;
        }
        for (Object element : choices) {
            if (element instanceof Map<?, ?> choice) {
                Object given = choice.get("index");
                Object index = given == null ? 0 : given;
                if (choice.get("finish_reason") != null) {
                    unfinished.remove(index);
                    finished.add(index);
                } else if (!finished.contains(index)) {
                    unfinished.add(index);
                }
            }
        }
    }

    private static void liftUsage(Map<String, Object> chunk) {
        if (chunk.get("usage") == null
                && chunk.get("x_groq") instanceof Map<?, ?> own
                && own.get("usage") instanceof Map<?, ?> usage) {
            chunk.put("usage", usage);
        }
    }

    private static boolean isDone(byte[] data, int from) {
        int to = data.length;
        while (data[to - 1] <= ' ' && data[to - 1] >= 0) {
            to--;
        }
        return Arrays.equals(data, from, to, DONE, 0, DONE.length);
    }
}
