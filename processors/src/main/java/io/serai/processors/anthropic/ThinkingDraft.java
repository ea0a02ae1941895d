package io.serai.processors.anthropic;

import io.serai.api.chat.ReasoningDetail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A piece of reasoning: an element of {@code reasoning_details}, or {@code reasoning_content} that came alone. */
final class ThinkingDraft implements Draft {

    /** Members that name something, and don't grow. */
    private static final Set<String> NAMES = Set.of("type", "id", "format");

    private final Map<String, Object> detail = new LinkedHashMap<>();
    private final StringBuilder readable = new StringBuilder();
    private boolean begun;
    private boolean sealed;
    private int told;

    /** A piece of {@code reasoning_content}. */
    void add(String piece) {
        readable.append(piece);
    }

    /** Whether this is the element that another piece continues. */
    boolean continues(Map<String, Object> piece) {
        Object index = piece.get("index");
        return !sealed && index != null && index.equals(detail.get("index"));
    }

    /** Whether this is {@code reasoning_content} that came alone. */
    boolean isPlain() {
        return detail.isEmpty();
    }

    void add(Map<String, Object> piece) {
        piece.forEach((name, value) -> {
            if (value instanceof String text && !NAMES.contains(name)) {
                if (name.equals("text") || name.equals("summary")) {
                    readable.append(text);
                    detail.putIfAbsent(name, "");
                } else {
                    detail.merge(name, text, (known, more) -> known + text);
                }
            } else if (value != null && !value.equals("")) {
                detail.put(name, value);
            } else {
                detail.putIfAbsent(name, value);
            }
        });
    }

    /** The place of Anthropic's own thinking among the blocks of its message; -1 where that is not known. */
    int place() {
        return ReasoningDetail.ANTHROPIC.equals(detail.get("format")) && detail.get("index") instanceof Integer index
                ? index
                : -1;
    }

    /** What is thought from now on is another block. */
    void seal() {
        sealed = true;
    }

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public void tell(BlockFrames frames) {
        if (told == readable.length()) {
            return;
        }
        begin(frames);
        frames.delta("thinking_delta", "thinking", readable.substring(told));
        told = readable.length();
    }

    @Override
    public void end(BlockFrames frames) {
        tell(frames);
        Block block = new Block(block());
        if (begun || block.type().equals("thinking")) {
            begin(frames);
            if (!block.string("signature").isEmpty()) {
                frames.delta("signature_delta", "signature", block.string("signature"));
            }
        } else {
            frames.start(block.map());
        }
        frames.stop();
    }

    @Override
    public Map<String, Object> block() {
        if (isPlain()) {
            return Reasoning.thinking(readable.toString(), Parcel.wrap(Map.of()));
        }
        Map<String, Object> whole = new LinkedHashMap<>(detail);
        if (detail.containsKey("text") || detail.containsKey("summary")) {
            whole.put(Reasoning.readableMember(detail), readable.toString());
        }
        return Reasoning.block(whole);
    }

    private void begin(BlockFrames frames) {
        if (!begun) {
            begun = true;
            frames.start(Reasoning.thinking("", ""));
        }
    }
}
