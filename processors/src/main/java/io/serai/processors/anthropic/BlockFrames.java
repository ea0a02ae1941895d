package io.serai.processors.anthropic;

import io.serai.processors.frontend.Frames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that tell content blocks (<a href="https://platform.claude.com/docs/en/build-with-claude/streaming">source</a>), one block after the other. */
final class BlockFrames {

    private List<byte[]> frames = new ArrayList<>(4);
    private int index;

    void start(Map<String, Object> block) {
        Map<String, Object> event = event("content_block_start");
        event.put("content_block", block);
        frames.add(Frames.event("content_block_start", event));
    }

    /** @param member the only one of the delta besides its type */
    void delta(String type, String member, Object value) {
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("type", type);
        delta.put(member, value);
        Map<String, Object> event = event("content_block_delta");
        event.put("delta", delta);
        frames.add(Frames.event("content_block_delta", event));
    }

    void stop() {
        frames.add(Frames.event("content_block_stop", event("content_block_stop")));
        index++;
    }

    /** An event that belongs to no block. */
    void add(String type, Map<String, Object> event) {
        frames.add(Frames.event(type, event));
    }

    /** All since the last time. */
    List<byte[]> take() {
        List<byte[]> taken = frames;
        frames = new ArrayList<>(4);
        return taken;
    }

    private Map<String, Object> event(String type) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("index", index);
        return event;
    }
}
