package io.serai.processors.anthropic;

import io.serai.api.chat.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of a tool of the caller's. */
final class ToolDraft implements Draft {

    private final String spareId;
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";
    private boolean begun;
    private int told;
    private int checked;
    private boolean isWhole;

    /** @param spareId for a call to which its provider gave none */
    ToolDraft(String spareId) {
        this.spareId = spareId;
    }

    String id() {
        return id;
    }

    void add(@Nullable Object callId, @Nullable Object function, @Nullable Object piece) {
        if (callId instanceof String given && !given.isEmpty()) {
            id = given;
        }
        if (function instanceof String given && !given.isEmpty()) {
            name = given;
        }
        if (piece instanceof String text) {
            arguments.append(text);
        }
    }

    /** Pieces of several calls may come by turns; after a whole object nothing of one can follow. */
    @Override
    public boolean mayEnd() {
        if (checked != arguments.length()) {
            checked = arguments.length();
            isWhole = endsObject() && input() != null;
        }
        return isWhole;
    }

    /** Most pieces are not worth parsing what came until then. */
    private boolean endsObject() {
        int last = arguments.length() - 1;
        while (last >= 0 && arguments.charAt(last) <= ' ') {
            last--;
        }
        return last >= 0 && arguments.charAt(last) == '}';
    }

    @Override
    public void tell(BlockFrames frames) {
        if (!begun) {
            begun = true;
            frames.start(block(Map.of()));
        }
        if (told < arguments.length()) {
            frames.delta("input_json_delta", "partial_json", arguments.substring(told));
            told = arguments.length();
        }
    }

    @Override
    public void end(BlockFrames frames) {
        tell(frames);
        frames.stop();
    }

    /**
     * Arguments that are no object are told as Anthropic advises callers to (<a
     * href="https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming">source</a>).
     */
    @Override
    public Map<String, Object> block() {
        Map<String, Object> input = input();
        return block(input == null ? Map.of("INVALID_JSON", arguments.toString()) : input);
    }

    private @Nullable Map<String, Object> input() {
        return ToolCall.of(id, name, arguments.toString()).arguments().orElse(null);
    }

    private Map<String, Object> block(Map<String, Object> input) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "tool_use");
        block.put("id", id.isEmpty() ? spareId : id);
        block.put("name", name);
        block.put("input", input);
        return block;
    }
}
