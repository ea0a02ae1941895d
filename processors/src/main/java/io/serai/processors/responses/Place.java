package io.serai.processors.responses;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an item stands in the output, and who hears of it.
 *
 * @param id of the item
 * @param index in the output
 */
record Place(EventSink sink, String id, int index) {

    /** The type of the last event of an item. */
    static final String DONE = "response.output_item.done";

    void added(Map<String, Object> item) {
        item("response.output_item.added", item);
    }

    void done(Map<String, Object> item) {
        item(DONE, item);
    }

    /** The members that all events have which are about a part of an item. */
    Map<String, Object> here() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("item_id", id);
        members.put("output_index", index);
        return members;
    }

    void event(String type, Map<String, Object> members) {
        sink.event(type, members);
    }

    /** An event with one member beside the place. */
    void event(String type, String name, Object value) {
        Map<String, Object> members = here();
        members.put(name, value);
        sink.event(type, members);
    }

    private void item(String type, Map<String, Object> item) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("output_index", index);
        members.put("item", item);
        sink.event(type, members);
    }
}
