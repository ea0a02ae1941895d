package io.serai.providers.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** A server in Gemini's wire format (ai.google.dev/api/generate-content), whose base path says how it behaves. */
public final class GeminiFixture extends MockServerFixture {

    private static final String USAGE =
            "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5}";

    public GeminiFixture() throws Exception {
        super(
                "gemini",
                Wire.events(
                        "{\"error\":{\"code\":400,\"message\":\"no\",\"status\":\"X\"}}",
                        "{" + candidate("Hello", ",\"finishReason\":\"STOP\"") + "," + USAGE + "}",
                        event(candidate("Hel", "")),
                        event(candidate("lo", ",\"finishReason\":\"STOP\"") + "," + USAGE)));
    }

    /** Google's, or Vertex AI's by the options. */
    @Override
    protected Optional<String> goldenPath() {
        return Optional.empty();
    }

    @Override
    protected boolean asksForStream(HttpServerRequest request, Buffer body) {
        return request.path().endsWith(":streamGenerateContent");
    }

    private static String candidate(String text, String further) {
        return "\"responseId\":\"r1\",\"modelVersion\":\"m\",\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\""
                + text + "\"}]},\"index\":0" + further + "}]";
    }

    private static String event(String members) {
        return "data: {" + members + "}\r\n\r\n";
    }
}
