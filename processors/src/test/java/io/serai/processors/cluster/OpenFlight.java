package io.serai.processors.cluster;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.InFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A call of one node whose answer a test makes, chunk by chunk; any number may read it. */
final class OpenFlight {

    static final CachedAnswer.Source SOURCE = new CachedAnswer.Source("mock", "m-1", Operation.CHAT);

    private final List<Map<String, Object>> chunks = new ArrayList<>();
    private final AtomicInteger seats = new AtomicInteger();
    private boolean begun;
    private boolean ended;
    private SeraiException failure;
    private Map<String, Object> whole;

    void chunk(String text) {
        add(Map.of("index", 0, "delta", Map.of("content", text)));
    }

    /** The last chunk of an answer that is not cut. */
    void finish() {
        add(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop"));
    }

    private synchronized void add(Map<String, Object> choice) {
        begun = true;
        chunks.add(Map.of("id", "chatcmpl-1", "object", "chat.completion.chunk", "choices", List.of(choice)));
        notifyAll();
    }

    synchronized void end() {
        begun = true;
        ended = true;
        notifyAll();
    }

    synchronized void fail(SeraiException cause) {
        failure = cause;
        notifyAll();
    }

    synchronized void answer(Map<String, Object> answer) {
        whole = answer;
        begun = true;
        notifyAll();
    }

    /** How many read it. */
    int seats() {
        return seats.get();
    }

    Optional<InFlight> seat() {
        seats.incrementAndGet();
        return Optional.of(new Seat());
    }

    private final class Seat implements InFlight {

        private boolean left;

        @Override
        public Piece begin() {
            synchronized (OpenFlight.this) {
                while (!begun && failure == null && !left) {
                    await();
                }
                if (left) {
                    throw new CallerException(ErrorKind.CALLER_GONE, "gone");
                }
                if (!begun) {
                    throw failure;
                }
                return whole == null ? new Streamed(new Chunks()) : new Whole(whole);
            }
        }

        @Override
        public CachedAnswer.Source source() {
            return SOURCE;
        }

        @Override
        public void close() {
            synchronized (OpenFlight.this) {
                if (!left) {
                    left = true;
                    seats.decrementAndGet();
                    OpenFlight.this.notifyAll();
                }
            }
        }

        private final class Chunks extends ChatStream {

            private int at;

            @Override
            protected Map<String, Object> read() {
                synchronized (OpenFlight.this) {
                    while (at == chunks.size() && !ended && failure == null && !left) {
                        await();
                    }
                    if (at < chunks.size()) {
                        return chunks.get(at++);
                    }
                    if (failure != null) {
                        throw failure;
                    }
                    return null;
                }
            }

            @Override
            public boolean isReady() {
                synchronized (OpenFlight.this) {
                    return super.isReady() || at < chunks.size() || ended;
                }
            }

            @Override
            public void close() {
                Seat.this.close();
            }
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String text(Map<String, Object> chunk) {
        Map<?, ?> choice = (Map<?, ?>) ((List<?>) chunk.get("choices")).get(0);
        return (String) ((Map<?, ?>) choice.get("delta")).get("content");
    }
}
