package io.serai.gateway.http;

/** Hears what the server does. Called on event loops and requests' threads alike: must be quick, and thread-safe. */
public interface TrafficListener {

    /**
     * A request has been answered, or its client has gone.
     *
     * @param route the path as it was declared; few in number
     * @param status of the answer; 499 where the client has gone before its end
     */
    void request(String route, int status);

    /** An event stream to a client has begun. */
    void streamOpened();

    /** An event stream to a client is over, however it ended. */
    void streamClosed();
}
