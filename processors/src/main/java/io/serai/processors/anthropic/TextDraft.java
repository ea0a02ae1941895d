package io.serai.processors.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A text, with its citations. */
final class TextDraft implements Draft {

    private final StringBuilder text = new StringBuilder();
    private List<Object> citations = new ArrayList<>(0);
    private boolean begun;
    private boolean sealed;
    private int told;

    void add(String piece) {
        text.append(piece);
    }

    void cite(Object citation) {
        citations.add(citation);
    }

    /**
     * What is said from now on is another block.
     *
     * @param own citations in Anthropic's words, of which annotations say but a part
     */
    void seal(List<?> own) {
        citations = new ArrayList<>(own);
        sealed = true;
    }

    boolean isSealed() {
        return sealed;
    }

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public void tell(BlockFrames frames) {
        if (!begun) {
            begun = true;
            frames.start(start());
        }
        if (told < text.length()) {
            frames.delta("text_delta", "text", text.substring(told));
            told = text.length();
        }
    }

    @Override
    public void end(BlockFrames frames) {
        tell(frames);
        citations.forEach(citation -> frames.delta("citations_delta", "citation", citation));
        frames.stop();
    }

    @Override
    public Map<String, Object> block() {
        Map<String, Object> block = start();
        block.put("text", text.toString());
        if (!citations.isEmpty()) {
            block.put("citations", citations);
        }
        return block;
    }

    private static Map<String, Object> start() {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "text");
        block.put("text", "");
        return block;
    }
}
