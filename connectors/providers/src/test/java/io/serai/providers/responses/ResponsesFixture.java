package io.serai.providers.responses;

import io.serai.providers.contract.MockServerFixture;
import java.util.Optional;

/**
 * A server in Responses' wire format (platform.openai.com/docs/api-reference/responses-streaming), whose base path says how it behaves.
 */
public final class ResponsesFixture extends MockServerFixture {

    private static final String HEAD =
            "\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1741487325,\"model\":\"m\",";
    private static final String MESSAGE =
            "{\"type\":\"message\",\"id\":\"msg_1\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":"
                    + "[{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}]}";
    private static final String RESPONSE = "{" + HEAD + "\"status\":\"completed\",\"error\":null,\"output\":[" + MESSAGE
            + "],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}";

    public ResponsesFixture() throws Exception {
        super(
                "openai-responses",
                Wire.events(
                        "{\"error\":{\"message\":\"no\",\"type\":\"x\",\"param\":null,\"code\":null}}",
                        RESPONSE,
                        event("response.created", "\"response\":{" + HEAD + "\"status\":\"in_progress\",\"output\":[]}")
                                + event(
                                        "response.output_item.added",
                                        "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[]}")
                                + text("Hel")
                                + text("lo"),
                        event("response.output_item.done", "\"output_index\":0,\"item\":" + MESSAGE)
                                + event("response.completed", "\"response\":" + RESPONSE)));
    }

    @Override
    protected Optional<String> goldenPath() {
        return Optional.of("/v1");
    }

    private static String text(String text) {
        return event(
                "response.output_text.delta",
                "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + "\"");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":0," + members + "}\n\n";
    }
}
