package io.serai.processors.audit;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a flood of events that are alike from filling the log: of each kind, from each network, the first in a minute is told whole; of those
 * after it only how many there were. Networks are the first 24 bits of an IPv4 address and the first 64 of an IPv6 address, which is what one
 * client has to itself at most. A minute has room for so many kinds; what comes beyond is counted together. Thread-safe.
 */
public final class Sampling {

    private static final long MINUTE = 60_000;

    /** Rows that one minute can lead to, at most: twice as many as these. */
    private static final int MOST_KINDS = 1_000;

    private static final String ELSEWHERE = "elsewhere";

    private final InstantSource clock;
    private Map<Kind, Long> seen = new HashMap<>();
    private long minute;

    /**
     * Events that are alike.
     *
     * @param network such as {@code 192.0.2.0/24}; {@code elsewhere} of those that a minute had no room for
     * @param reason why they were refused
     */
    public record Kind(String network, String reason) {}

    public Sampling(InstantSource clock) {
        this.clock = clock;
        this.minute = clock.millis() / MINUTE;
    }

    /** Whether this one is to be told whole. */
    public synchronized boolean isFirst(String address, String reason) {
        Kind kind = new Kind(network(address), reason);
        if (!seen.containsKey(kind) && seen.size() >= MOST_KINDS) {
            kind = new Kind(ELSEWHERE, "");
        }
        return seen.merge(kind, 1L, Long::sum) == 1 && !kind.network().equals(ELSEWHERE);
    }

    /** How many there were beside those that were told whole, once the minute that they came in is over; empty before. */
    public synchronized Optional<Map<Kind, Long>> over() {
        long now = clock.millis() / MINUTE;
        return now == minute ? Optional.empty() : Optional.of(rest(now));
    }

    /** The same, at once: nobody will ask later. */
    public synchronized Map<Kind, Long> atTheEnd() {
        return rest(minute);
    }

    private Map<Kind, Long> rest(long now) {
        Map<Kind, Long> rest = new HashMap<>();
        seen.forEach((kind, times) -> {
            long more = kind.network().equals(ELSEWHERE) ? times : times - 1;
            if (more > 0) {
                rest.put(kind, more);
            }
        });
        seen = new HashMap<>();
        minute = now;
        return rest;
    }

    /** Of what is no address, all of it as far as it is short. */
    static String network(String address) {
        if (address.indexOf(':') >= 0) {
            return ipv6(address);
        }
        int last = address.lastIndexOf('.');
        return last < 0 ? "" : address.substring(0, last) + ".0/24";
    }

    /** As Java writes them, all eight groups are there: {@code 2001:db8:0:0:0:0:0:1}; of shorter ones the beginning has to do. */
    private static String ipv6(String address) {
        String[] groups = address.split("%", 2)[0].split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 4 && i < groups.length; i++) {
            if (groups[i].isEmpty()) {
                break;
            }
            network.append(groups[i]).append(':');
        }
        return network.append(":/64").toString();
    }
}
