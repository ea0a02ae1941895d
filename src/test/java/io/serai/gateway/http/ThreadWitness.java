package io.serai.gateway.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that notes what thread runs the route. */
public final class ThreadWitness implements Processor {

    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final AtomicInteger PLATFORM = new AtomicInteger();

    static void reset() {
        SEEN.set(0);
        PLATFORM.set(0);
    }

    static int seen() {
        return SEEN.get();
    }

    static int onPlatformThreads() {
        return PLATFORM.get();
    }

    @Override
    public void process(Exchange exchange) {
        SEEN.incrementAndGet();
        if (!Thread.currentThread().isVirtual()) {
            PLATFORM.incrementAndGet();
        }
    }
}
