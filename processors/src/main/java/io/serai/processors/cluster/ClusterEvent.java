package io.serai.processors.cluster;

/**
 * Something has changed that all nodes are to know of. Says what to look at again, not what it is now: that is read from the store, which
 * an event may overtake or get lost on the way to.
 *
 * @param kind of thing, such as {@link #ROUTES} or the kinds of the directory
 * @param id of the thing; empty for all of its kind
 */
public record ClusterEvent(String kind, String id) {

    /** All nodes are to read their folders of routes again. */
    public static final String ROUTES = "routes";
}
