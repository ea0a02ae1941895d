package io.serai.processors.anthropic;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a message, put together from what a canonical message, or its deltas, say. Anthropic's streams tell one block after the
 * other, so what comes while the first is unfinished waits for its turn.
 */
final class Drafts {

    private static final String NATIVE = "native";
    private static final String OWN = "anthropic";

    private final ArrayDeque<Draft> waiting = new ArrayDeque<>(4);
    private final Map<String, List<Object>> foreign = new LinkedHashMap<>(0);
    private final StringBuilder refusal = new StringBuilder(0);
    private final Calls calls;

    Drafts(String messageId) {
        this.calls = new Calls(messageId);
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    /** Adds what a message, or a delta of it, says. */
    void add(Map<String, Object> said) {
        List<Block> own = own(said);
        if (own.size() > 1 && NativeBlocks.agree(own, said)) {
            own.forEach(block -> waiting.add(new WholeDraft(block.map())));
            // Told already; to be counted all the same.
            calls(said.get("tool_calls"), call -> {});
        } else {
            boolean isFirst = waiting.isEmpty();
            reasoning(said);
            int thoughts = waiting.size();
            ContentPart.in(said.get("content")).forEach(part -> part.text().ifPresent(this::text));
            annotations(said.get("annotations"));
            calls(said.get("tool_calls"), waiting::add);
            if (isFirst && thoughts > 0 && waiting.size() > thoughts) {
                weave(thoughts);
            }
            own.forEach(this::own);
        }
        if (said.get("refusal") instanceof String text) {
            refusal.append(text);
        }
        foreign(said);
    }

    /** Says a refusal as a text. */
    void addRefusal() {
        text(refusal.toString());
    }

    /** Tells all that may be told by now. */
    void tell(BlockFrames frames) {
        Draft first = waiting.peek();
        while (first != null && waiting.size() > 1 && first.mayEnd()) {
            waiting.poll();
            first.end(frames);
            first = waiting.peek();
        }
        if (first != null) {
            first.tell(frames);
        }
    }

    /** Tells the rest. */
    void end(BlockFrames frames) {
        wrapForeign();
        for (Draft draft = waiting.poll(); draft != null; draft = waiting.poll()) {
            draft.end(frames);
        }
    }

    /** All blocks of a message of which nothing has been told. */
    List<Object> blocks() {
        wrapForeign();
        List<Object> blocks = new ArrayList<>(waiting.size());
        waiting.forEach(draft -> blocks.add(draft.block()));
        return blocks;
    }

    private void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        TextDraft draft = openText();
        if (draft == null) {
            draft = new TextDraft();
            waiting.add(draft);
        }
        draft.add(piece);
    }

    private @Nullable TextDraft openText() {
        return waiting.peekLast() instanceof TextDraft last && !last.isSealed() ? last : null;
    }

    private void reasoning(Map<String, Object> said) {
        List<ReasoningDetail> details = ReasoningDetail.in(said);
        for (ReasoningDetail detail : details) {
            if (!(waiting.peekLast() instanceof ThinkingDraft last && last.continues(detail.map()))) {
                waiting.add(new ThinkingDraft());
            }
            if (waiting.peekLast() instanceof ThinkingDraft last) {
                last.add(detail.map());
            }
        }
        if (details.isEmpty() && said.get("reasoning_content") instanceof String text && !text.isEmpty()) {
            if (!(waiting.peekLast() instanceof ThinkingDraft last && last.isPlain())) {
                waiting.add(new ThinkingDraft());
            }
            if (waiting.peekLast() instanceof ThinkingDraft last) {
                last.add(text);
            }
        }
    }

    /** Annotations come after the text that they are about. */
    private void annotations(@Nullable Object annotations) {
        if (!(annotations instanceof List<?> list)) {
            return;
        }
        for (Object element : list) {
            Map<String, Object> citation =
                    element instanceof Map<?, ?> annotation ? Citations.of(Block.cast(annotation)) : Map.of();
            if (!citation.isEmpty()) {
                cited().cite(citation);
            }
        }
    }

    private TextDraft cited() {
        for (Iterator<Draft> drafts = waiting.descendingIterator(); drafts.hasNext(); ) {
            if (drafts.next() instanceof TextDraft text && !text.isSealed()) {
                return text;
            }
        }
        TextDraft draft = new TextDraft();
        waiting.add(draft);
        return draft;
    }

    private void calls(@Nullable Object deltas, Consumer<ToolDraft> begins) {
        if (deltas instanceof List<?> list) {
            for (Object delta : list) {
                ToolDraft begun = delta instanceof Map<?, ?> call ? calls.add(call) : null;
                if (begun != null) {
                    begins.accept(begun);
                }
            }
        }
    }

    /** Brings a whole message's thoughts, which come first, between its calls, where Anthropic's model had thought them. */
    private void weave(int thoughts) {
        List<Draft> all = new ArrayList<>(waiting);
        List<Draft> said = all.subList(thoughts, all.size());
        waiting.clear();
        int next = 0;
        for (Draft draft : all.subList(0, thoughts)) {
            while (draft instanceof ThinkingDraft thought && waiting.size() < thought.place() && next < said.size()) {
                waiting.add(said.get(next++));
            }
            waiting.add(draft);
        }
        waiting.addAll(said.subList(next, said.size()));
    }

    /** A block of Anthropic's own, which comes when what can be said of it in other words has been said already. */
    private void own(Block block) {
        switch (block.type()) {
            case "text" -> {
                TextDraft said = openText();
                if (said != null) {
                    said.seal(block.map().get("citations") instanceof List<?> citations ? citations : List.of());
                }
            }
            case "thinking", "redacted_thinking" -> {
                if (waiting.peekLast() instanceof ThinkingDraft thought) {
                    thought.seal();
                }
            }
            case "tool_use" -> {}
            default -> waiting.add(new WholeDraft(block.map()));
        }
    }

    private static List<Block> own(Map<String, Object> said) {
        return said.get(NATIVE) instanceof Map<?, ?> dialects ? Block.in(dialects.get(OWN)) : List.of();
    }

    private void foreign(Map<String, Object> said) {
        if (said.get(NATIVE) instanceof Map<?, ?> dialects) {
            dialects.forEach((dialect, items) -> {
                if (!OWN.equals(dialect) && items instanceof List<?> list) {
                    foreign.computeIfAbsent(String.valueOf(dialect), none -> new ArrayList<>())
                            .addAll(list);
                }
            });
        }
    }

    private void wrapForeign() {
        if (!foreign.isEmpty()) {
            waiting.add(new WholeDraft(Reasoning.redacted(Parcel.wrap(Map.of(NATIVE, foreign)))));
            foreign.clear();
        }
    }
}
