package io.serai.providers.http;

import io.serai.api.call.CallNotes;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.sse.SseEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The chunks of a streamed response: bytes, framed to events, translated to chunks. */
final class HttpChatStream extends ChatStream {

    private final String provider;
    private final UpstreamResponse response;
    private final Framing framing;
    private final Translation.Events events;
    private final CallNotes notes;
    /** Further chunks of an event that held several. */
    private final ArrayDeque<Map<String, Object>> further = new ArrayDeque<>(0);

    private boolean begun;
    private boolean ended;
    private @Nullable SeraiException failure;

    HttpChatStream(
            String provider, UpstreamResponse response, Framing framing, Translation.Events events, CallNotes notes) {
        this.provider = provider;
        this.response = response;
        this.framing = framing;
        this.events = events;
        this.notes = notes;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        try {
            while (true) {
                Map<String, Object> chunk = nextAtHand();
                if (chunk != null || ended) {
                    return chunk;
                }
                take(begun ? response.read() : response.readBeforeFirstToken());
            }
        } catch (SeraiException e) {
            response.close();
            throw e;
        }
    }

    @Override
    public boolean isReady() {
        if (super.isReady() || !further.isEmpty() || ended || failure != null) {
            return true;
        }
        try {
            while (true) {
                Map<String, Object> chunk = nextAtHand();
                if (chunk != null) {
                    further.addFirst(chunk);
                    return true;
                }
                if (ended) {
                    return true;
                }
                if (!response.isReady()) {
                    return false;
                }
                take(begun ? response.read() : response.readBeforeFirstToken());
            }
        } catch (SeraiException e) {
            // Told by the next read.
            failure = e;
            return true;
        }
    }

    @Override
    public void close() {
        response.close();
    }

    private @Nullable Map<String, Object> nextAtHand() {
        if (failure != null) {
            throw failure;
        }
        Map<String, Object> next = further.poll();
        while (next == null && !ended) {
            SseEvent event = framing.poll();
            if (event == null) {
                return null;
            }
            next = translate(event);
        }
        return next;
    }

    private @Nullable Map<String, Object> translate(SseEvent event) {
        List<Map<String, Object>> chunks;
        try {
            chunks = events.chunks(event.type(), event.data());
        } catch (Translation.MalformedException e) {
            throw Failures.badResponse(provider, "sent a malformed event: " + e.getMessage());
        }
        Supplier<Usage> used = events.used();
        if (used != null) {
            notes.used(used);
        }
        if (chunks == null) {
            end();
            response.release();
            return further.poll();
        }
        if (chunks.isEmpty()) {
            return null;
        }
        begun = true;
        for (int i = 1; i < chunks.size(); i++) {
            further.add(chunks.get(i));
        }
        return chunks.get(0);
    }

    private void end() {
        ended = true;
        further.addAll(events.rest());
    }

    private void take(byte @Nullable [] bytes) {
        if (bytes == null) {
            if (!events.isComplete()) {
                throw Failures.badResponse(provider, "broke off its stream");
            }
            end();
            return;
        }
        try {
            framing.add(bytes);
        } catch (Framing.OversizeException e) {
            throw Failures.badResponse(provider, "sent an event larger than is allowed");
        }
    }
}
