package io.serai.processors.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A block that comes as a whole, in Anthropic's own words. In a stream the input of a call, and the citations of a text, are told as
 * Anthropic tells them, in deltas.
 *
 * @param block as it came
 */
record WholeDraft(Map<String, Object> block) implements Draft {

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public void tell(BlockFrames frames) {
        // Nothing, before its turn.
    }

    @Override
    public void end(BlockFrames frames) {
        Block whole = new Block(block);
        if (block.get("input") instanceof Map<?, ?> input) {
            frames.start(whole.with("input", Map.of()).map());
            if (!input.isEmpty()) {
                frames.delta("input_json_delta", "partial_json", new String(Json.write(input), UTF_8));
            }
        } else if (whole.type().equals("text") && block.get("text") instanceof String text) {
            frames.start(Citations.without(whole).with("text", "").map());
            if (!text.isEmpty()) {
                frames.delta("text_delta", "text", text);
            }
            if (block.get("citations") instanceof List<?> citations) {
                citations.forEach(citation -> frames.delta("citations_delta", "citation", citation));
            }
        } else if (whole.type().equals("thinking")) {
            frames.start(Reasoning.thinking("", ""));
            frames.delta("thinking_delta", "thinking", whole.string("thinking"));
            frames.delta("signature_delta", "signature", whole.string("signature"));
        } else {
            frames.start(block);
        }
        frames.stop();
    }
}
