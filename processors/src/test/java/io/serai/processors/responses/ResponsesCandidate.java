package io.serai.processors.responses;

import io.serai.processors.frontend.FrontEndCandidate;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Processor;

/** Responses and the counting of their input, with ids and a clock that stand still. */
public final class ResponsesCandidate implements FrontEndCandidate {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_741_476_542L));

    @Override
    public String name() {
        return "responses";
    }

    @Override
    public Processor reader(String path) {
        StoreAccess store = new StoreAccess(new InMemoryResponseStore());
        return path.endsWith("/input_tokens")
                ? new InputTokensReader(store, () -> "67cc", CLOCK)
                : new ResponsesReader(store, () -> "67cc", CLOCK);
    }

    @Override
    public Processor writer(String path) {
        return path.endsWith("/input_tokens") ? new InputTokensWriter() : new ResponsesWriter(CLOCK);
    }
}
