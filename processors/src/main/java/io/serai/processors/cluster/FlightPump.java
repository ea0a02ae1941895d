package io.serai.processors.cluster;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.InFlight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells another node of an answer as it comes, on a thread of its own. Goes on whenever the other has taken what it was told: what comes
 * meanwhile goes with the next message, and a slow reader slows nobody but itself.
 */
final class FlightPump implements Runnable {

    /** Of one message. */
    private static final int MOST_CHUNKS = 128;

    /** How long to wait for the other's word before it is asked whether it is there. */
    private static final long SILENCE_SECONDS = 30;

    /** Within which a node that is there takes a message. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String flight;
    private final CacheKey key;
    private final UUID follower;
    private final InFlight source;
    private final FlightPost post;
    private final FlightSeal seal;
    private final Semaphore asked = new Semaphore(0);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile @Nullable ChatStream chunks;
    private long turn;

    FlightPump(String flight, CacheKey key, UUID follower, InFlight source, FlightPost post, FlightSeal seal) {
        this.flight = flight;
        this.key = key;
        this.follower = follower;
        this.source = source;
        this.post = post;
        this.seal = seal;
    }

    UUID follower() {
        return follower;
    }

    /** The other node has taken what it was told. */
    void more() {
        asked.release();
    }

    /** The other node is gone, or wants no more. */
    void cancel() {
        cancelled = true;
        asked.release();
        ChatStream open = chunks;
        if (open != null) {
            open.close();
        }
        close();
    }

    @Override
    public void run() {
        try {
            pump();
        } catch (SeraiException e) {
            told(List.of(new FlightPiece.Failed(e)));
        } catch (RuntimeException e) {
            told(List.of(new FlightPiece.Failed(SeraiException.of(e))));
        } finally {
            close();
        }
    }

    private void pump() {
        InFlight.Piece piece = source.begin();
        if (piece instanceof InFlight.Whole whole) {
            told(List.of(new FlightPiece.Whole(source.source(), whole.answer(), source.storedAt())));
        } else if (piece instanceof InFlight.Streamed streamed) {
            try (ChatStream stream = streamed.chunks()) {
                chunks = stream;
                pump(stream);
            }
        }
    }

    private void pump(ChatStream stream) {
        boolean wanted = told(List.of(new FlightPiece.Began(source.source())));
        while (wanted) {
            List<FlightPiece> pieces = new ArrayList<>();
            boolean more = stream.hasNext();
            while (more) {
                pieces.add(new FlightPiece.Chunk(stream.next()));
                more = pieces.size() < MOST_CHUNKS && stream.isReady() && hasNext(stream, pieces);
            }
            if (pieces.isEmpty()) {
                pieces.add(new FlightPiece.Ended());
            }
            wanted = told(pieces) && pieces.get(pieces.size() - 1) instanceof FlightPiece.Chunk;
        }
    }

    /** What came before a failure is told before it. */
    private static boolean hasNext(ChatStream stream, List<FlightPiece> before) {
        try {
            return stream.hasNext();
        } catch (SeraiException e) {
            before.add(new FlightPiece.Failed(e));
            return false;
        }
    }

    /** Tells it once the other asks for more; says whether it goes on doing so. */
    private boolean told(List<FlightPiece> pieces) {
        try {
            while (!asked.tryAcquire(SILENCE_SECONDS, TimeUnit.SECONDS)) {
                if (!tell(List.of())) {
                    return false;
                }
            }
            return !cancelled && tell(pieces);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean tell(List<FlightPiece> pieces) {
        turn++;
        return post.ask(follower, FlightTask.tell(flight, turn, seal.seal(key, flight, turn, pieces)), PATIENCE);
    }

    private void close() {
        if (closed.compareAndSet(false, true)) {
            source.close();
        }
    }
}
