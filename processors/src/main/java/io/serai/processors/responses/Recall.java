package io.serai.processors.responses;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller said and was told before.
 *
 * @param scope of that caller
 */
record Recall(ResponseStore store, String scope) {

    /** Turns that a conversation may have: ids are ours, so that none runs in a circle, but a store may hold anything. */
    private static final int LONGEST = 10_000;

    /**
     * All items that led to this response and that it said, the eldest first.
     *
     * @throws SeraiException of the caller's, where one of the responses is not there, or there are more than anybody goes on from
     */
    List<Map<String, Object>> conversation(String id) {
        Deque<StoredResponse> turns = new ArrayDeque<>();
        Optional<String> next = Optional.of(id);
        while (next.isPresent()) {
            StoredResponse turn = store.find(scope, next.get()).orElseThrow(() -> notFound(id));
            if (turns.size() == LONGEST) {
                throw tooLong();
            }
            turns.addFirst(turn);
            next = turn.previous();
        }
        List<Map<String, Object>> items = new ArrayList<>();
        for (StoredResponse turn : turns) {
            items.addAll(turn.inputItems());
            items.addAll(turn.outputItems());
        }
        return items;
    }

    /** The items with those in the place of references that these stand for. */
    List<Map<String, Object>> resolved(List<Map<String, Object>> items) {
        List<Map<String, Object>> resolved = new ArrayList<>(items.size());
        for (Map<String, Object> item : items) {
            if (Items.type(item).equals("item_reference")) {
                String id = Items.string(item, "id");
                resolved.add(item(id).orElseThrow(() -> itemNotFound(id)));
            } else {
                resolved.add(item);
            }
        }
        return resolved;
    }

    /** An item by the id that we gave it. */
    Optional<Map<String, Object>> item(String id) {
        String response = ResponseIds.responseOf(id);
        return response.isEmpty()
                ? Optional.empty()
                : store.find(scope, response).flatMap(turn -> in(turn, id));
    }

    private static Optional<Map<String, Object>> in(StoredResponse turn, String id) {
        return turn.outputItems().stream()
                .filter(item -> id.equals(item.get("id")))
                .findFirst()
                .or(() -> InputList.of(turn).stream()
                        .filter(item -> id.equals(item.get("id")))
                        .findFirst());
    }

    /** As OpenAI tells it: a 400 here, a 404 where the response itself is asked for. */
    private static SeraiException notFound(String id) {
        return CallerException.badField(
                        "previous_response_id", "Previous response with id '" + shown(id) + "' not found.")
                .withCode("previous_response_not_found");
    }

    private static SeraiException tooLong() {
        return CallerException.badField(
                "previous_response_id",
                "A conversation may have " + LONGEST + " responses at most. Send its items as `input` instead.");
    }

    private static SeraiException itemNotFound(String id) {
        return new CallerException(
                        ErrorKind.CALLER_NOT_FOUND,
                        "Item with id '" + shown(id)
                                + "' not found. Items are not persisted when `store` is set to false.")
                .withParam("input");
    }

    static SeraiException responseNotFound(String id) {
        return new CallerException(ErrorKind.CALLER_NOT_FOUND, "Response with id '" + shown(id) + "' not found.");
    }

    private static String shown(String id) {
        return id.length() <= 128 ? id : id.substring(0, 128) + "…";
    }
}
