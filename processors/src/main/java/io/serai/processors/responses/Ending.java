package io.serai.processors.responses;

import io.serai.api.json.Json;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Closes a response, and keeps it where the caller did not ask not to. */
record Ending(ResponseCall call, InstantSource clock) {

    /**
     * The response as the caller is told it.
     *
     * @param usage of the whole request, in the words of chat completions
     */
    Map<String, Object> told(Output output, @Nullable Map<String, Object> usage) {
        output.close();
        List<Map<String, Object>> items = output.items();
        Map<String, Object> whole = new ResponseObject(call)
                .ended(output, items, usage, clock.instant().getEpochSecond());
        if (call.isStored()) {
            call.recall()
                    .store()
                    .put(
                            call.recall().scope(),
                            new StoredResponse(call.id(), call.previous(), call.input(), Json.write(whole)));
        }
        Map<String, Object> told = new LinkedHashMap<>(whole);
        told.put("output", items.stream().map(call::told).toList());
        return told;
    }
}
