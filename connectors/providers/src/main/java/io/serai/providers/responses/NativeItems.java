package io.serai.providers.responses;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items of a turn as they came, in {@code native}, where a chat has no words for all of them or for their order. */
final class NativeItems {

    /** Where {@code native} holds this dialect's items. */
    static final String NAME = "responses";

    private NativeItems() {}

    /** Those of a message; none where the message no longer says the same: a route may have changed its text, or taken calls out. */
    static List<?> of(Map<String, Object> message) {
        if (!(message.get("native") instanceof Map<?, ?> own) || !(own.get(NAME) instanceof List<?> items)) {
            return List.of();
        }
        StringBuilder text = new StringBuilder();
        List<Object> calls = new ArrayList<>(0);
        for (Object element : items) {
            if (element instanceof Map<?, ?> item) {
                switch (String.valueOf(item.get("type"))) {
                    case "message" -> text.append(text(item.get("content")));
                    case "function_call", "custom_tool_call" -> calls.add(item.get("call_id"));
                    default -> {
                        // Says nothing that the message says too.
                    }
                }
            }
        }
        StringBuilder said = new StringBuilder();
        ContentPart.in(message.get("content")).forEach(part -> part.text().ifPresent(said::append));
        List<Object> told = new ArrayList<>(0);
        ToolCall.in(message).forEach(call -> told.add(call.id()));
        return text.compareTo(said) == 0 && calls.equals(told) ? items : List.of();
    }

    private static String text(@Nullable Object content) {
        if (content instanceof String said) {
            return said;
        }
        StringBuilder text = new StringBuilder();
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                if (part instanceof Map<?, ?> map && map.get("text") instanceof String said) {
                    text.append(said);
                }
            }
        }
        return text.toString();
    }

    /**
     * Whether a chat can't say where an item stands: it tells reasoning, then text, then calls; one phase; and nothing of tools that the
     * provider runs.
     *
     * @param before types of the items before
     */
    static boolean isOutOfWords(Map<?, ?> item, List<String> before) {
        return switch (String.valueOf(item.get("type"))) {
            case "reasoning" ->
                !before.isEmpty() && !before.get(before.size() - 1).equals("reasoning");
            case "message" -> before.stream().anyMatch(type -> !type.equals("reasoning"));
            case "function_call", "custom_tool_call" -> false;
            default -> true;
        };
    }
}
