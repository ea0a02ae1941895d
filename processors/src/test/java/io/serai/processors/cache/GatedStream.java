package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stream whose chunks come when a test lets them. */
final class GatedStream extends ChatStream {

    private static final Object END = new Object();

    private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    final AtomicBoolean closed = new AtomicBoolean();

    void tell(Map<String, Object> chunk) {
        pieces.add(chunk);
    }

    void say(String word) {
        tell(CacheLab.chunk(Map.of("content", word), null));
    }

    void finish() {
        tell(CacheLab.chunk(Map.of(), "stop"));
        pieces.add(END);
    }

    void fail(SeraiException failure) {
        pieces.add(failure);
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable Map<String, Object> read() {
        Object next;
        try {
            next = pieces.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (next instanceof SeraiException failure) {
            throw failure;
        }
        return next == END ? null : (Map<String, Object>) next;
    }

    @Override
    public boolean isReady() {
        return super.isReady() || !pieces.isEmpty();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pieces.add(Flight.gone());
        }
    }
}
