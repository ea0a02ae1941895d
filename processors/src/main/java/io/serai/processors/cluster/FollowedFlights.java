package io.serai.processors.cluster;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.InFlight;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The calls of other nodes whose answers this one wants as well. Thread-safe. */
final class FollowedFlights {

    private final FlightPost post;
    private final FlightSeal seal;
    private final Duration patience;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, RemoteFlight> flights = new ConcurrentHashMap<>();

    FollowedFlights(FlightPost post, FlightSeal seal, Duration patience) {
        this.post = post;
        this.seal = seal;
        this.patience = patience;
    }

    /** The answer that another node is about to get; empty where it makes no such call, or does not say so in time. */
    Optional<InFlight> follow(CacheKey key, UUID leader) {
        String name = post.self() + "/" + numbers.incrementAndGet();
        RemoteFlight flight = new RemoteFlight(name, key, leader, post, seal, () -> flights.remove(name));
        flights.put(name, flight);
        if (post.ask(leader, FlightTask.follow(name, key, post.self()), patience)) {
            return Optional.of(flight);
        }
        // It may have heard all the same.
        flight.close();
        return Optional.empty();
    }

    boolean tell(String flight, long turn, byte[] sealed) {
        RemoteFlight known = flights.get(flight);
        return known != null && known.tell(turn, sealed);
    }

    /** A node is gone. */
    void left(UUID node) {
        flights.values().stream().filter(flight -> flight.leader().equals(node)).forEach(flight -> flight.fail(gone()));
    }

    void close() {
        flights.values().forEach(RemoteFlight::close);
    }

    /** Another target may answer; so may the same, to another node. */
    static SeraiException gone() {
        return FlightFailure.of(ErrorKind.PROVIDER_UNAVAILABLE, "The node that made this call for others is gone.");
    }
}
