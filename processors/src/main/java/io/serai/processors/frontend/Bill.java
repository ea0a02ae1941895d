package io.serai.processors.frontend;

import io.serai.api.call.CallNames;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Meter;
import io.serai.api.trace.Trace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told of the whole request beside the answer: what was used, and how it went if the caller asked for that.
 *
 * @param meter of the request, where the route has one
 * @param trace of the request, where the caller asked for it
 */
public record Bill(@Nullable Meter meter, @Nullable Trace trace) {

    /** Member of a usage: {@code true} where a cache has answered all of it. */
    private static final String CACHED = "cached";

    /** Of a caller who did not ask for a trace. */
    public Bill(@Nullable Meter meter) {
        this(meter, null);
    }

    public static Bill of(Exchange exchange) {
        return new Bill(
                exchange.getProperty(CallNames.METER, Meter.class), exchange.getProperty(CallNames.TRACE, Trace.class));
    }

    public boolean isTraced() {
        return trace != null;
    }

    /** The last thing that is said, with the trace so far beside it; the same where nobody asked for one. */
    public Map<String, Object> traced(Map<String, Object> said) {
        if (trace == null) {
            return said;
        }
        Map<String, Object> copy = new LinkedHashMap<>(said);
        copy.put(Trace.MEMBER, trace.told(meter));
        return copy;
    }

    /**
     * The sum over all attempts and hits, or, of a single one, what its answer says, to the letter. Null where providers were called and
     * none said anything.
     *
     * @param told what the answer says
     */
    @Nullable
    public Map<String, Object> usage(@Nullable Map<String, Object> told) {
        if (meter == null) {
            return told;
        }
        int attempts = meter.count();
        if (told != null && attempts + meter.hits().size() == 1) {
            return told;
        }
        Map<String, Object> sum = meter.usage();
        if (attempts > 0) {
            // What a hit says of itself is not true of the sum.
            sum.remove(CACHED);
        }
        if (!sum.isEmpty()) {
            return sum;
        }
        return told == null && attempts == 0 ? Usage.of(0, 0).map() : told;
    }
}
