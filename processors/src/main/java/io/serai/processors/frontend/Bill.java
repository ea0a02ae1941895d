package io.serai.processors.frontend;

import io.serai.api.chat.Usage;
import io.serai.api.meter.Meter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told of the usage of the whole request.
 *
 * @param meter of the request, where the route has one
 */
public record Bill(@Nullable Meter meter) {

    /**
     * The sum over all attempts, or, of a single one, what its provider said, to the letter. Null where providers were called and
     * none said anything.
     *
     * @param told what the answer says
     */
    @Nullable
    public Map<String, Object> usage(@Nullable Map<String, Object> told) {
        int attempts = meter == null ? 1 : meter.count();
        if (meter == null || (attempts == 1 && told != null)) {
            return told;
        }
        Map<String, Object> sum = meter.usage();
        if (!sum.isEmpty()) {
            return sum;
        }
        return told == null && attempts == 0 ? Usage.of(0, 0).map() : told;
    }
}
