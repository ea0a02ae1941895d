package io.serai.gateway.http;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the gateway listens, and how much it takes. Sizes are bytes.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any that is free
 * @param limits how much is taken of one client, and of all
 * @param timeouts how long is waited for clients
 * @param allowedHeaders request headers that enter an exchange, in lower case; a trailing {@code *} stands for any ending but that of
 *     {@link #FAULT_HEADER}
 * @param h2c whether HTTP/2 is spoken without TLS
 * @param tls certificates, where HTTPS is spoken
 */
public record HttpSettings(
        String host,
        int port,
        Limits limits,
        ClientTimeouts timeouts,
        Set<String> allowedHeaders,
        Http2Cleartext h2c,
        Optional<TlsSettings> tls) {

    /** The request header by which a caller makes calls of providers fail. */
    public static final String FAULT_HEADER = "x-serai-fault";

    /** Whether HTTP/2 is spoken without TLS. */
    public enum Http2Cleartext {
        OFF,
        ON
    }

    /**
     * How much is taken.
     *
     * @param body bytes of one request
     * @param bodiesInFlight bytes of all requests that are being handled
     * @param header bytes of all headers of one request
     * @param line bytes of the request line
     * @param requests being handled at once
     */
    public record Limits(long body, long bodiesInFlight, int header, int line, int requests) {
        public Limits {
            positive("body", body);
            positive("bodiesInFlight", bodiesInFlight);
            positive("header", header);
            positive("line", line);
            positive("requests", requests);
        }

        private static void positive(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException("limit " + name + " must be positive, found " + value);
            }
        }
    }

    /**
     * How long is waited for clients.
     *
     * @param header from a connection to its first complete head
     * @param body between two pieces of a body; bodies slower than a KiB a second are given this long altogether
     * @param keepAlive from an answer to the complete head of the next request
     * @param write for a client to read on
     * @param request for everything together: the {@code SeraiDeadline}
     * @param ping of silence, before a stream says {@code : ping}
     * @param drain for running answers, once the gateway stops
     */
    public record ClientTimeouts(
            Duration header,
            Duration body,
            Duration keepAlive,
            Duration write,
            Duration request,
            Duration ping,
            Duration drain) {

        private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
        private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);

        /** How often clients are looked at for being late: often enough to cut them within half as much again. */
        Duration look() {
            Duration half = Collections.min(List.of(header, body, keepAlive)).dividedBy(2);
            return Collections.max(List.of(SHORTEST_LOOK, Collections.min(List.of(LONGEST_LOOK, half))));
        }
    }

    public HttpSettings {
        allowedHeaders = Set.copyOf(allowedHeaders);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("expected a port between 0 and 65535, found " + port);
        }
    }
}
