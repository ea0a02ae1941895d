package io.serai.processors.responses;

import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the model thinks before it speaks, readable, sealed, or both. */
final class ReasoningItem implements OutputItem {

    /** Members that name something: said again in later pieces by some, never continued. As chunks are collected. */
    private static final Set<String> NAMES = Set.of("type", "id", "format");

    private final Place place;
    private final ResponseCall call;
    private final Map<String, Object> natives;
    private final List<Detail> details = new ArrayList<>(1);
    private final List<Strand> summary = new ArrayList<>(0);
    private final List<Strand> content = new ArrayList<>(1);
    private @Nullable Strand plain;
    private Status status = Status.IN_PROGRESS;

    /** @param natives blocks of other dialects that the item carries for its message */
    ReasoningItem(Place place, ResponseCall call, Map<String, Object> natives) {
        this.place = place;
        this.call = call;
        this.natives = natives;
        place.added(map());
    }

    /** A piece of {@code reasoning_content} that no detail says. */
    void plain(String piece) {
        if (plain == null) {
            plain = new Strand(content, "reasoning_text");
        }
        plain.say(piece);
    }

    /** A piece of an element of {@code reasoning_details}. */
    void detail(Map<String, Object> piece) {
        Object index = piece.get("index");
        Detail detail = null;
        for (Detail known : details) {
            if (index != null && index.equals(known.members.get("index"))) {
                detail = known;
            }
        }
        if (detail == null) {
            detail = new Detail();
            details.add(detail);
        }
        detail.add(piece);
    }

    @Override
    public void close(Status how) {
        if (status == Status.IN_PROGRESS) {
            status = how;
            summary.forEach(Strand::close);
            content.forEach(Strand::close);
            place.done(call.told(map()));
        }
    }

    @Override
    public Map<String, Object> map() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", place.id());
        item.put("type", "reasoning");
        item.put("summary", summary.stream().map(Strand::map).toList());
        if (!content.isEmpty()) {
            item.put("content", content.stream().map(Strand::map).toList());
        }
        Seal seal = new Seal(details.stream().map(Detail::whole).toList(), natives);
        if (status != Status.IN_PROGRESS && !seal.isEmpty()) {
            item.put("encrypted_content", seal.text());
        }
        return item;
    }

    /** An element of {@code reasoning_details} while it comes. */
    private final class Detail {
        private final Map<String, Object> members = new LinkedHashMap<>();
        private @Nullable Strand strand;

        void add(Map<String, Object> piece) {
            piece.forEach((name, value) -> {
                if (value instanceof String text && !NAMES.contains(name)) {
                    Object known = members.get(name);
                    StringBuilder grown = known instanceof StringBuilder builder ? builder : new StringBuilder();
                    members.put(name, grown.append(text));
                } else if (value != null || !members.containsKey(name)) {
                    members.put(name, value);
                }
            });
            new ReasoningDetail(piece).string("text").ifPresent(text -> read(content, "reasoning_text", text));
            new ReasoningDetail(piece).string("summary").ifPresent(text -> read(summary, "summary_text", text));
        }

        Map<String, Object> whole() {
            Map<String, Object> whole = new LinkedHashMap<>();
            members.forEach((name, value) ->
                    whole.put(name, value instanceof StringBuilder builder ? builder.toString() : value));
            return whole;
        }

        private void read(List<Strand> strands, String type, String text) {
            if (strand == null && !text.isEmpty()) {
                strand = new Strand(strands, type);
            }
            if (strand != null && !text.isEmpty()) {
                strand.say(text);
            }
        }
    }

    /** A readable part of the item. */
    private final class Strand {
        private final StringBuilder said = new StringBuilder();
        private final String type;
        private final int index;

        Strand(List<Strand> all, String type) {
            this.type = type;
            this.index = all.size();
            all.add(this);
            event(isSummary() ? "response.reasoning_summary_part.added" : "response.content_part.added", "part", map());
        }

        void say(String piece) {
            said.append(piece);
            event(events() + "delta", "delta", piece);
        }

        void close() {
            event(events() + "done", "text", said.toString());
            event(isSummary() ? "response.reasoning_summary_part.done" : "response.content_part.done", "part", map());
        }

        Map<String, Object> map() {
            return Seal.part(type, said.toString());
        }

        private boolean isSummary() {
            return type.equals("summary_text");
        }

        private String events() {
            return isSummary() ? "response.reasoning_summary_text." : "response.reasoning_text.";
        }

        private void event(String event, String name, Object value) {
            Map<String, Object> members = place.here();
            members.put(isSummary() ? "summary_index" : "content_index", index);
            members.put(name, value);
            place.event(event, members);
        }
    }
}
