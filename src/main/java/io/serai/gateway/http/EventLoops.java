package io.serai.gateway.http;

/**
 * How many event loops carry bytes. They only carry: half of the cores, the other half is busy with routes. With one for each core a request
 * cost a fifth more CPU on two cores, for threads that wake each other.
 */
public final class EventLoops {

    public static final int COUNT = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private EventLoops() {}
}
