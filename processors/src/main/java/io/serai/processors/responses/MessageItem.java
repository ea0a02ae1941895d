package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the model says to the caller: text with its citations, or a refusal. */
final class MessageItem implements OutputItem {

    private final Place place;
    private final @Nullable String phase;
    private Status status = Status.IN_PROGRESS;
    private @Nullable Text text;
    private @Nullable Refusal refusal;
    private int parts;

    /** @param phase {@code commentary} or {@code final_answer}, where the model says */
    MessageItem(Place place, @Nullable String phase) {
        this.place = place;
        this.phase = phase;
        place.added(map());
    }

    /** @param logprobs of this piece's tokens */
    void text(String piece, List<Object> logprobs) {
        textPart().add(piece, logprobs);
    }

    void annotation(Map<String, Object> annotation) {
        textPart().annotate(annotation);
    }

    void refusal(String piece) {
        if (refusal == null) {
            refusal = new Refusal(parts++);
        }
        refusal.add(piece);
    }

    /** A message says something, were it nothing. */
    void ensureText() {
        if (parts == 0) {
            textPart();
        }
    }

    @Override
    public void close(Status how) {
        if (status == Status.IN_PROGRESS) {
            status = how;
            inOrder().forEach(Part::close);
            place.done(map());
        }
    }

    @Override
    public Map<String, Object> map() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", place.id());
        item.put("type", "message");
        item.put("status", status.label());
        item.put("role", "assistant");
        item.put("content", inOrder().stream().map(Part::map).toList());
        if (phase != null) {
            item.put("phase", phase);
        }
        return item;
    }

    private Text textPart() {
        if (text == null) {
            text = new Text(parts++);
        }
        return text;
    }

    private List<Part> inOrder() {
        List<Part> all = new ArrayList<>(2);
        if (text != null) {
            all.add(text);
        }
        if (refusal != null) {
            all.add(refusal.index == 0 ? 0 : all.size(), refusal);
        }
        return all;
    }

    /** A part of the content. */
    private abstract class Part {
        final int index;
        final StringBuilder said = new StringBuilder();

        Part(int index) {
            this.index = index;
        }

        abstract Map<String, Object> map();

        abstract void close();

        void whole(String type) {
            event(type, "part", map());
        }

        void event(String type, String name, Object value) {
            Map<String, Object> members = place.here();
            members.put("content_index", index);
            members.put(name, value);
            place.event(type, members);
        }
    }

    private final class Text extends Part {
        private final List<Object> annotations = new ArrayList<>();
        private final List<Object> logprobs = new ArrayList<>();

        Text(int index) {
            super(index);
            whole("response.content_part.added");
        }

        void add(String piece, List<Object> ofPiece) {
            said.append(piece);
            logprobs.addAll(ofPiece);
            tell("response.output_text.delta", "delta", piece, ofPiece);
        }

        void annotate(Map<String, Object> annotation) {
            Map<String, Object> members = place.here();
            members.put("content_index", index);
            members.put("annotation_index", annotations.size());
            members.put("annotation", annotation);
            annotations.add(annotation);
            place.event("response.output_text.annotation.added", members);
        }

        @Override
        void close() {
            tell("response.output_text.done", "text", said.toString(), logprobs);
            whole("response.content_part.done");
        }

        @Override
        Map<String, Object> map() {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("type", "output_text");
            part.put("text", said.toString());
            part.put("annotations", List.copyOf(annotations));
            part.put("logprobs", List.copyOf(logprobs));
            return part;
        }

        private void tell(String type, String name, String what, List<Object> tokens) {
            Map<String, Object> members = place.here();
            members.put("content_index", index);
            members.put(name, what);
            members.put("logprobs", tokens);
            place.event(type, members);
        }
    }

    private final class Refusal extends Part {
        Refusal(int index) {
            super(index);
            whole("response.content_part.added");
        }

        void add(String piece) {
            said.append(piece);
            event("response.refusal.delta", "delta", piece);
        }

        @Override
        void close() {
            event("response.refusal.done", "refusal", said.toString());
            whole("response.content_part.done");
        }

        @Override
        Map<String, Object> map() {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("type", "refusal");
            part.put("refusal", said.toString());
            return part;
        }
    }
}
