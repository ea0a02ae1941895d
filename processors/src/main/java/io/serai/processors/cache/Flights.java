package io.serai.processors.cache;

import io.serai.api.call.Deadline;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls of this node that are in the air: equal ones are one. Thread-safe. */
public final class Flights {

    private final ConcurrentHashMap<CacheKey, Flight> inTheAir = new ConcurrentHashMap<>();
    private final AtomicLong landings = new AtomicLong();
    private final FlightBoard board;

    /** Other nodes may follow them. */
    Flights(FlightBoard board) {
        this.board = board;
        board.offer(this::offered);
    }

    FlightBoard board() {
        return board;
    }

    /** How many there are. */
    int count() {
        return inTheAir.size();
    }

    /** How many calls have a place in one. */
    int seats() {
        return inTheAir.values().stream().mapToInt(Flight::seats).sum();
    }

    /** How many have landed so far: where that has changed since a look-up, another look is worth while. */
    long landings() {
        return landings.get();
    }

    /**
     * Joins the flight with this key, which is made where there is none.
     *
     * @return null where there is one that a call with this deadline had better not share
     */
    @Nullable
    Seat board(CacheKey key, Deadline deadline) {
        while (true) {
            Flight flight = inTheAir.computeIfAbsent(key, wanted -> new Flight(wanted, this, deadline));
            if (!flight.isLike(deadline)) {
                return null;
            }
            Seat seat = flight.enter(Seat.Kind.LOCAL, deadline);
            if (seat != null) {
                return seat;
            }
            inTheAir.remove(key, flight);
        }
    }

    /** A flight that nobody else has begun; null where somebody has. */
    @Nullable
    Seat begin(CacheKey key, Deadline deadline) {
        Flight flight = new Flight(key, this, deadline);
        Seat seat = flight.enter(Seat.Kind.LOCAL, deadline);
        return inTheAir.putIfAbsent(key, flight) == null ? seat : null;
    }

    /** Nobody can join it any more. */
    void land(Flight flight) {
        landings.incrementAndGet();
        inTheAir.remove(flight.key(), flight);
    }

    private Optional<InFlight> offered(CacheKey key) {
        Flight flight = inTheAir.get(key);
        return flight == null ? Optional.empty() : Optional.ofNullable(flight.enter(Seat.Kind.REMOTE, Deadline.NEVER));
    }
}
