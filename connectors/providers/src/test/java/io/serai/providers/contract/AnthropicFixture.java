package io.serai.providers.contract;

/** A server in Anthropic's wire format (platform.claude.com/docs/en/api/messages), whose base path says how it behaves. */
public final class AnthropicFixture extends MockServerFixture {

    private static final String MESSAGE =
            "\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",";
    private static final String START = event(
            "message_start",
            "\"message\":{" + MESSAGE
                    + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}");
    private static final String BLOCK =
            event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    private static final String END = event("content_block_stop", "\"index\":0")
            + event(
                    "message_delta",
                    "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}")
            + event("message_stop", "\"more\":0");

    public AnthropicFixture() throws Exception {
        super(
                "anthropic",
                Wire.events(
                        "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"no\"},\"request_id\":\"req_1\"}",
                        "{" + MESSAGE
                                + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
                                + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}",
                        START + BLOCK + event("ping", "\"more\":0") + text("Hel") + text("lo"),
                        END));
    }

    private static String text(String text) {
        return event(
                "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }
}
