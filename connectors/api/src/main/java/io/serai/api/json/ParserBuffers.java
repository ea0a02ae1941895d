package io.serai.api.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few of Jackson's buffers, for whoever comes to their place first. Jackson's own pools keep them in thread locals, which a virtual
 * thread fills anew for each request, or in a queue, whose ends all threads contend for.
 */
final class ParserBuffers implements RecyclerPool<BufferRecycler> {

    private static final long serialVersionUID = 1;
    private static final ParserBuffers SHARED = new ParserBuffers();

    private final AtomicReferenceArray<BufferRecycler> places;

    private ParserBuffers() {
        // As many threads as there are processors parse at one time; twice that, so that two seldom have the same
        // place.
        this.places = new AtomicReferenceArray<>(
                2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));
    }

    static ParserBuffers shared() {
        return SHARED;
    }

    @Override
    public BufferRecycler acquirePooled() {
        BufferRecycler kept = places.getAndSet(place(), null);
        return kept == null ? new BufferRecycler() : kept;
    }

    @Override
    public void releasePooled(BufferRecycler buffers) {
        places.setRelease(place(), buffers);
    }

    private int place() {
        return (int) Thread.currentThread().getId() & (places.length() - 1);
    }

    private Object readResolve() {
        return SHARED;
    }
}
