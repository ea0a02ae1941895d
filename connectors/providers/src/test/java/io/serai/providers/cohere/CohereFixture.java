package io.serai.providers.cohere;

import io.serai.providers.contract.MockServerFixture;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator;
import java.util.List;
import java.util.Map;

/** A server in Cohere's wire format (docs.cohere.com/reference/chat), whose base path says how it behaves. */
public final class CohereFixture extends MockServerFixture {

    private static final String USAGE = "\"usage\":{\"billed_units\":{\"input_tokens\":3,\"output_tokens\":2},"
            + "\"tokens\":{\"input_tokens\":68,\"output_tokens\":2}}";
    private static final String START = event(
            "message-start",
            "\"id\":\"c1\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\","
                    + "\"tool_calls\":[],\"citations\":[]}}");
    private static final String BLOCK = event(
            "content-start", "\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}");
    private static final String END = event("content-end", "\"index\":0")
            + event("message-end", "\"delta\":{\"finish_reason\":\"COMPLETE\"," + USAGE + "}");

    public CohereFixture() throws Exception {
        super(
                "cohere",
                Wire.events(
                        "{\"id\":\"e1\",\"message\":\"no\"}",
                        "{\"id\":\"c1\",\"finish_reason\":\"COMPLETE\",\"message\":{\"role\":\"assistant\","
                                + "\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}," + USAGE + "}",
                        START + BLOCK + text("Hel") + text("lo"),
                        END));
    }

    /** Without the batching of embeddings, which makes several requests of one. */
    @Override
    public Translator translator(Map<String, Object> options) {
        return new CohereTranslator(new CohereErrors(new ProviderErrors("golden", List.of("sk-test"))));
    }

    private static String text(String text) {
        return event("content-delta", "\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"" + text + "\"}}}");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
    }
}
