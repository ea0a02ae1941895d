package io.serai.providers.ollama;

import io.serai.providers.contract.MockServerFixture;

/** A server in Ollama's wire format (docs.ollama.com/api/chat), whose base path says how it behaves. */
public final class OllamaFixture extends MockServerFixture {

    private static final String HEAD = "{\"model\":\"m\",\"created_at\":\"2025-10-26T17:21:21.196249Z\",\"message\":";
    private static final String END =
            ",\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":2}\n";

    public OllamaFixture() throws Exception {
        super(
                "ollama",
                new Wire(
                        "{\"error\":\"no\"}",
                        HEAD + said("Hello") + END,
                        "application/x-ndjson",
                        line("Hel") + line("lo"),
                        HEAD + said("") + END));
    }

    private static String line(String text) {
        return HEAD + said(text) + ",\"done\":false}\n";
    }

    private static String said(String text) {
        return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }
}
