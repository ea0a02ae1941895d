package io.serai.processors.media;

import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.Frames;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event that ends a stream of images or audio that breaks off, as OpenAI's SDKs look for it. */
final class StreamFailure {

    private StreamFailure() {}

    static byte[] frame(SeraiException failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", failure.getMessage());
        error.put("type", failure.kind().type());
        error.put("param", failure.param().filter(param -> !param.isEmpty()).orElse(null));
        error.put("code", failure.code().orElse(null));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", "error");
        event.put("error", error);
        return Frames.event("error", event);
    }
}
