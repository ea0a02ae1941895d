package io.serai.processors.cache;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The place of one call in a flight: it leads, or it follows. Left by {@link #close}, which any thread may call. */
final class Seat implements InFlight {

    /** Whose it is. */
    enum Kind {
        LOCAL,
        /** Another node's: it never makes the call here. */
        REMOTE
    }

    /** What one who has waited is to do. */
    enum Turn {
        /** To make the call. */
        LEAD,
        /** To take the answer, which has begun. */
        FOLLOW,
        /** To make a call of its own: what was answered can't be shared. */
        ALONE
    }

    private final Flight flight;
    private final Kind kind;
    private final Deadline deadline;
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile Chunk at;
    private Cancellation.@Nullable Registration leaving;

    /** @param at where its reading begins */
    Seat(Flight flight, Kind kind, Deadline deadline, Chunk at) {
        this.flight = flight;
        this.kind = kind;
        this.deadline = deadline;
        this.at = at;
    }

    Kind kind() {
        return kind;
    }

    Deadline deadline() {
        return deadline;
    }

    Flight flight() {
        return flight;
    }

    boolean hasLeft() {
        return left.get();
    }

    /** Leaves when the client goes. */
    void leaveWith(@Nullable Cancellation cancellation) {
        if (cancellation != null) {
            leaving = cancellation.onCancel(this::close);
        }
    }

    /**
     * Waits until there is something to do.
     *
     * @throws SeraiException the failure of the flight, or that of who waits: its client has gone, its time is over
     */
    Turn await() {
        return flight.await(this);
    }

    @Override
    public Piece begin() {
        Turn turn = await();
        if (turn != Turn.FOLLOW) {
            throw Flight.notShared();
        }
        Map<String, Object> whole = flight.begun().whole();
        return whole == null ? new Streamed(chunks()) : new Whole(whole);
    }

    @Override
    public CachedAnswer.Source source() {
        return flight.begun().source();
    }

    @Override
    public long storedAt() {
        return flight.begun().storedAt();
    }

    /** All chunks from the first, once the answer has begun as a stream. */
    ChatStream chunks() {
        return new ChatStream() {
            @Override
            protected @Nullable Map<String, Object> read() {
                Chunk next = flight.after(at, Seat.this);
                if (next == null) {
                    Seat.this.close();
                    return null;
                }
                at = next;
                return next.data();
            }

            @Override
            public boolean isReady() {
                return super.isReady() || flight.isReady(at);
            }

            @Override
            public void close() {
                Seat.this.close();
            }
        };
    }

    @Override
    public void close() {
        if (left.compareAndSet(false, true)) {
            Cancellation.Registration waiting = leaving;
            if (waiting != null) {
                waiting.close();
            }
            flight.leave();
        }
    }
}
