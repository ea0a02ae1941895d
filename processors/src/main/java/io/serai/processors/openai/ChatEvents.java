package io.serai.processors.openai;

import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.Frames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream of chunks as the events of OpenAI's API (<a
 * href="https://platform.openai.com/docs/api-reference/chat-streaming">source</a>): {@code data: [DONE]} after the last, an error
 * object and no {@code [DONE]} after a failure. Usage, which providers are always asked for, comes once and last, and only to
 * callers who asked for it. The trace stands in the last chunk as well; where that has no usage it is the one that finishes, because
 * OpenAI's SDK for Java breaks at a chunk that comes after it and is not that of the usage.
 */
final class ChatEvents implements EventStream {

    /** What the chunks of one answer have in common. */
    private static final List<String> ENVELOPE =
            List.of("id", "object", "created", "model", "system_fingerprint", "service_tier");

    private final ChatStream source;
    private final ChunkShape shape;
    private final Asked asked;
    private final Bill bill;

    private @Nullable Map<String, Object> latest;
    private @Nullable Map<String, Object> usageChunk;
    private @Nullable Map<String, Object> usage;
    private @Nullable Map<String, Object> held;
    private byte @Nullable [] pending;
    private @Nullable RuntimeException broken;
    private State state = State.CHUNKS;

    private enum State {
        CHUNKS,
        DONE,
        ENDED
    }

    ChatEvents(ChatStream source, ChunkShape shape, Asked asked, Bill bill) {
        this.source = source;
        this.shape = shape;
        this.asked = asked;
        this.bill = bill;
    }

    @Override
    public byte @Nullable [] next() {
        while (pending == null && state != State.ENDED) {
            advance();
        }
        byte[] frame = pending;
        pending = null;
        return frame;
    }

    /** Reads on while that doesn't wait: a chunk that is there may be one that the caller is not told of. */
    @Override
    public boolean isReady() {
        try {
            while (pending == null && broken == null && state == State.CHUNKS && source.isReady()) {
                advance();
            }
        } catch (RuntimeException e) {
            broken = e;
        }
        return pending != null || broken != null || state != State.CHUNKS;
    }

    @Override
    public byte[] failure(SeraiException failure) {
        return joined(heldBack(), Frames.event(bill.traced(OpenAiErrors.error(failure))));
    }

    @Override
    public void close() {
        source.close();
    }

    private void advance() {
        if (broken != null) {
            throw broken;
        }
        if (state == State.DONE) {
            pending = Frames.done();
            state = State.ENDED;
        } else if (source.hasNext()) {
            chunk(source.next());
        } else {
            state = State.DONE;
            if (asked.includeUsage()) {
                tell(bill.traced(usageChunk()));
            } else if (bill.isTraced()) {
                trace();
            }
        }
    }

    private void chunk(Map<String, Object> chunk) {
        latest = chunk;
        if (!chunk.containsKey("usage")) {
            tell(chunk);
        } else if (chunk.get("usage") instanceof Map<?, ?> told) {
            usage = cast(told);
            if (chunk.get("choices") instanceof List<?> choices && !choices.isEmpty()) {
                tell(withoutUsage(chunk));
            } else {
                usageChunk = chunk;
            }
        } else {
            tell(withoutUsage(chunk));
        }
    }

    private void tell(Map<String, Object> chunk) {
        Map<String, Object> told = shape.chunk(chunk);
        if (told == null) {
            return;
        }
        if (bill.isTraced() && !asked.includeUsage() && finishes(told)) {
            pending = heldBack();
            held = told;
        } else {
            pending = joined(heldBack(), Frames.event(told));
        }
    }

    /** Tells the trace in the chunk that was held back for it, or in one of its own where none has finished. */
    private void trace() {
        Map<String, Object> last = held;
        held = null;
        if (last == null) {
            last = usageChunk();
            last.remove("usage");
        }
        pending = Frames.event(bill.traced(last));
    }

    private static boolean finishes(Map<String, Object> chunk) {
        if (chunk.get("choices") instanceof List<?> choices) {
            for (Object element : choices) {
                if (element instanceof Map<?, ?> choice && choice.get("finish_reason") != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private byte @Nullable [] heldBack() {
        Map<String, Object> chunk = held;
        held = null;
        return chunk == null ? null : Frames.event(chunk);
    }

    private static byte[] joined(byte @Nullable [] first, byte[] second) {
        if (first == null) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** OpenAI sends {@code "usage": null} in all chunks but the last to those who asked for the last, and none to others. */
    private Map<String, Object> withoutUsage(Map<String, Object> chunk) {
        Map<String, Object> copy = new LinkedHashMap<>(chunk);
        if (asked.includeUsage()) {
            copy.put("usage", null);
        } else {
            copy.remove("usage");
        }
        return copy;
    }

    private Map<String, Object> usageChunk() {
        Map<String, Object> last = new LinkedHashMap<>();
        if (usageChunk != null) {
            last.putAll(usageChunk);
        } else {
            Map<String, Object> model =
                    latest == null ? ChatResponse.ofText(asked.model(), "").map() : latest;
            ENVELOPE.stream().filter(model::containsKey).forEach(name -> last.put(name, model.get(name)));
            last.put("object", "chat.completion.chunk");
        }
        last.put("choices", List.of());
        last.put("usage", bill.usage(usage));
        return last;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
