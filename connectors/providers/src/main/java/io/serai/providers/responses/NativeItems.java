package io.serai.providers.responses;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of a turn as they came, in {@code native}, where a chat has no words for all of them or for their order. */
final class NativeItems {

    /** Where {@code native} holds this dialect's items. */
    static final String NAME = "responses";

    private NativeItems() {}

    /** Those of a message; none where the message no longer says the same: a route may have changed its text or a call. */
    static List<?> of(Map<String, Object> message) {
        List<?> items = in(message);
        StringBuilder text = new StringBuilder();
        List<Map<?, ?>> calls = new ArrayList<>(0);
        for (Object element : items) {
            if (element instanceof Map<?, ?> item) {
                switch (String.valueOf(item.get("type"))) {
                    case "message" -> text.append(text(item.get("content")));
                    case "function_call", "custom_tool_call" -> calls.add(item);
                    default -> {
                        // Says nothing that the message says too.
                    }
                }
            }
        }
        StringBuilder said = new StringBuilder();
        ContentPart.in(message.get("content")).forEach(part -> part.text().ifPresent(said::append));
        return text.compareTo(said) == 0 && areTold(calls, ToolCall.in(message)) ? items : List.of();
    }

    /** Whether a message brings items of tools that the provider ran, for which a chat has no words. */
    static boolean tellOfServersTools(Map<String, Object> message) {
        for (Object item : in(message)) {
            if (item instanceof Map<?, ?> map) {
                boolean sayable =
                        switch (String.valueOf(map.get("type"))) {
                            case "reasoning", "message", "function_call", "custom_tool_call" -> true;
                            default -> false;
                        };
                if (!sayable) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<?> in(Map<String, Object> message) {
        return message.get("native") instanceof Map<?, ?> own && own.get(NAME) instanceof List<?> items
                ? items
                : List.of();
    }

    private static boolean areTold(List<Map<?, ?>> own, List<ToolCall> told) {
        if (own.size() != told.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            Map<?, ?> item = own.get(i);
            ToolCall call = told.get(i);
            if (!call.id().equals(item.get("call_id"))
                    || !call.name().equals(item.get("name"))
                    || !isInput(item, call)) {
                return false;
            }
        }
        return true;
    }

    /** A client may have written the same arguments in another way. */
    private static boolean isInput(Map<?, ?> item, ToolCall call) {
        if (item.get("input") instanceof String input) {
            return call.arguments().filter(Map.of("input", input)::equals).isPresent();
        }
        String own = String.valueOf(item.get("arguments"));
        return own.equals(call.argumentsText())
                || ToolCall.of("", "", own)
                        .arguments()
                        .filter(arguments -> Optional.of(arguments).equals(call.arguments()))
                        .isPresent();
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
