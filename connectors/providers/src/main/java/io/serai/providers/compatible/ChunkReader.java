package io.serai.providers.compatible;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of chunks. What keeps to the canonical grammar passes as it came; what does not is put right: the role in the first delta of a
 * choice and only there, an empty delta beside the finish reason, the usage in a chunk of its own after all others.
 */
final class ChunkReader implements Translation.Events {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final String USAGE = "usage";
    private static final String CHOICES = "choices";
    private static final String FILTER_RESULTS = "content_filter_results";

    /** What the chunks of one answer have in common. */
    private static final List<String> ENVELOPE =
            List.of("id", "object", "created", "model", "system_fingerprint", "service_tier");

    private final Wording wording;
    private final ProviderErrors errors;
    private final @Nullable SchemaTool schemaTool;
    private final Envelope envelope;
    private final Map<Object, ChoiceStream> streams = new LinkedHashMap<>(4);
    /** Sources come with the last chunks, maybe after a finish: what finishes waits for them. */
    private final boolean waits;

    private final List<Map<String, Object>> finishes = new ArrayList<>(0);
    private List<Object> sources = List.of();
    private @Nullable Map<String, Object> usageChunk;
    private @Nullable Supplier<Usage> used;

    ChunkReader(Wording wording, ProviderErrors errors, @Nullable SchemaTool schemaTool, Envelope envelope) {
        this.wording = wording;
        this.errors = errors;
        this.schemaTool = schemaTool;
        this.envelope = envelope;
        this.waits = wording.is(Quirk.SOURCES_BESIDE_CHOICES);
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        used = null;
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
        return read(chunk);
    }

    @Override
    public @Nullable Supplier<Usage> used() {
        return used;
    }

    /** Some servers send no {@code [DONE]}; all say why a choice is finished. */
    @Override
    public boolean isComplete() {
        for (ChoiceStream stream : streams.values()) {
            if (!stream.isFinished()) {
                return false;
            }
        }
        return !streams.isEmpty();
    }

    @Override
    public List<Map<String, Object>> rest() {
        List<Map<String, Object>> rest = new ArrayList<>(2);
        for (Map<String, Object> finish : finishes) {
            if (!sources.isEmpty()) {
                rest.add(annotations(finish));
            }
            rest.add(finish);
        }
        if (usageChunk != null) {
            rest.add(usageChunk);
        }
        return rest;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> read(Map<String, Object> chunk) {
        envelope.complete(chunk);
        if (wording.is(Quirk.USAGE_IN_X_GROQ)) {
            groq(chunk);
        }
        if (waits) {
            List<Object> found = ChoiceReader.sources(chunk);
            sources = found.isEmpty() ? sources : found;
        }
        if (!(chunk.get(CHOICES) instanceof List<?> given)) {
            usage(chunk);
            return List.of(chunk);
        }
        boolean late = !given.isEmpty();
        List<Object> finishing = choices(chunk, (List<Object>) given);
        late &= given.isEmpty() && !chunk.containsKey(FILTER_RESULTS);
        if ((usage(chunk) && given.isEmpty()) || late) {
            // The usage, which comes last; or nothing but what comes after a finish.
            return finishing.isEmpty() ? List.of() : finish(List.of(), with(chunk, finishing));
        }
        return finishing.isEmpty() ? List.of(chunk) : finish(List.of(chunk), with(chunk, finishing));
    }

    private List<Map<String, Object>> finish(List<Map<String, Object>> pieces, Map<String, Object> finish) {
        if (waits) {
            finishes.add(finish);
            return pieces;
        }
        List<Map<String, Object>> all = new ArrayList<>(pieces);
        all.add(finish);
        return all;
    }

    /** The sources, as a piece of each choice that finishes. */
    private Map<String, Object> annotations(Map<String, Object> finish) {
        List<Object> choices = new ArrayList<>(1);
        for (Object element : (List<?>) finish.getOrDefault(CHOICES, List.of())) {
            if (element instanceof Map<?, ?> finishing) {
                Map<String, Object> choice = new LinkedHashMap<>();
                choice.put("index", finishing.get("index"));
                choice.put("delta", Map.of("annotations", sources));
                choice.put("finish_reason", null);
                choices.add(choice);
            }
        }
        return with(finish, choices);
    }

    /** Reads the choices in place; what is left of them beside those that it answers, which finish after a last piece. */
    private List<Object> choices(Map<String, Object> chunk, List<Object> choices) {
        List<Object> finishing = null;
        for (int i = 0; i < choices.size(); i++) {
            if (!(choices.get(i) instanceof Map<?, ?> map)) {
                continue;
            }
            Map<String, Object> choice = ChoiceReader.cast(map);
            SeraiException error = ChoiceReader.failure(choice, errors);
            if (error != null) {
                throw error;
            }
            Object given = choice.get("index");
            Object index = given == null ? 0 : given;
            ChoiceStream stream = streams.get(index);
            if (stream == null) {
                stream = new ChoiceStream(wording, schemaTool);
                streams.put(index, stream);
            }
            ChoiceStream.Outcome outcome = stream.read(choice, chunk.get("id"));
            if (outcome == ChoiceStream.Outcome.NOTHING) {
                late(choice, chunk);
                choices.remove(i--);
            } else if (outcome == ChoiceStream.Outcome.PIECE_AND_FINISH) {
                finishing = finishing == null ? new ArrayList<>(1) : finishing;
                finishing.add(stream.finish(choice));
            } else if (outcome == ChoiceStream.Outcome.FINISH && waits) {
                finishing = finishing == null ? new ArrayList<>(1) : finishing;
                finishing.add(choices.remove(i--));
            }
        }
        return finishing == null ? List.of() : finishing;
    }

    /** Azure's asynchronous filter may speak after the finish: https://learn.microsoft.com/azure/ai-services/openai/concepts/content-streaming */
    private static void late(Map<String, Object> choice, Map<String, Object> chunk) {
        for (String name : List.of(FILTER_RESULTS, "content_filter_offsets")) {
            if (choice.get(name) != null) {
                chunk.putIfAbsent(name, choice.get(name));
            }
        }
    }

    /** Takes the usage out of a chunk, to be told last. Some services tell it several times: the last word counts. */
    private boolean usage(Map<String, Object> chunk) {
        if (!(chunk.get(USAGE) instanceof Map<?, ?> usage)) {
            return false;
        }
        Map<String, Object> told = ChoiceReader.cast(usage);
        UsageReader.read(wording, told);
        used = () -> new Usage(told);
        if (chunk.get(CHOICES) instanceof List<?> choices && !choices.isEmpty()) {
            chunk.remove(USAGE);
            usageChunk = with(chunk, List.of());
            usageChunk.put(USAGE, usage);
        } else {
            chunk.putIfAbsent(CHOICES, List.of());
            usageChunk = chunk;
        }
        return true;
    }

    private static Map<String, Object> with(Map<String, Object> chunk, List<Object> choices) {
        Map<String, Object> other = new LinkedHashMap<>();
        for (String name : ENVELOPE) {
            if (chunk.containsKey(name)) {
                other.put(name, chunk.get(name));
            }
        }
        other.put(CHOICES, choices);
        return other;
    }

    private void groq(Map<String, Object> chunk) {
        if (!(chunk.get("x_groq") instanceof Map<?, ?> own)) {
            return;
        }
        if (chunk.get(USAGE) == null && own.get(USAGE) instanceof Map<?, ?> usage) {
            chunk.put(USAGE, new LinkedHashMap<>(usage));
        }
        SeraiException error = errors.within(ChoiceReader.cast(own));
        if (error != null) {
            throw error;
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
