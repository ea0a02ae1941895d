package io.serai.processors.responses;

import java.util.LinkedHashMap;
import java.util.Map;

/** A tool that the caller is to call: a function with arguments, or a custom tool with whatever input. */
final class CallItem implements OutputItem {

    /** What both kinds are called. */
    enum Kind {
        FUNCTION("function_call", "fc", "arguments", "response.function_call_arguments."),
        CUSTOM("custom_tool_call", "ctc", "input", "response.custom_tool_call_input.");

        private final String type;
        private final String prefix;
        private final String member;
        private final String events;

        Kind(String type, String prefix, String member, String events) {
            this.type = type;
            this.prefix = prefix;
            this.member = member;
            this.events = events;
        }

        String prefix() {
            return prefix;
        }
    }

    private final Place place;
    private final Kind kind;
    private final String callId;
    private final String name;
    private final StringBuilder said = new StringBuilder();
    private final Map<String, Object> further = new LinkedHashMap<>();
    private Status status = Status.IN_PROGRESS;

    /** @param callId what the result will name; the item's own id where the provider gave none */
    CallItem(Place place, Kind kind, String callId, String name) {
        this.place = place;
        this.kind = kind;
        this.callId = callId.isEmpty() ? place.id() : callId;
        this.name = name;
        place.added(map());
    }

    /** A further piece; of a call that is closed nothing is missing. */
    void say(String piece) {
        if (isOpen()) {
            said.append(piece);
            place.event(kind.events + "delta", "delta", piece);
        }
    }

    boolean isOpen() {
        return status == Status.IN_PROGRESS;
    }

    /** A member that nobody here knows. */
    void further(String member, Object value) {
        further.put(member, value);
    }

    @Override
    public void close(Status how) {
        if (isOpen()) {
            status = how;
            Map<String, Object> members = place.here();
            if (kind == Kind.FUNCTION) {
                members.put("name", name);
            }
            members.put(kind.member, said.toString());
            place.event(kind.events + "done", members);
            place.done(map());
        }
    }

    @Override
    public Map<String, Object> map() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", place.id());
        item.put("type", kind.type);
        item.put("status", status.label());
        item.put("call_id", callId);
        item.put("name", name);
        item.put(kind.member, said.toString());
        further.forEach(item::putIfAbsent);
        return item;
    }
}
