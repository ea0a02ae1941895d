package io.serai.api.chat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's {@code tool_choice} (<a
 * href="https://platform.openai.com/docs/api-reference/chat/create#chat-create-tool_choice">source</a>).
 *
 * @param mode what the model may do
 * @param names the function it has to call, or those it may choose from; empty for all
 */
public record ToolChoice(Mode mode, List<String> names) {

    /** What the model may do. */
    public enum Mode {
        NONE,
        AUTO,
        /** At least one call. */
        REQUIRED
    }

    public ToolChoice {
        names = List.copyOf(names);
    }

    /** The choice that a request makes; empty where it makes none that OpenAI knows. */
    public static Optional<ToolChoice> of(@Nullable Object given) {
        if (given instanceof String word) {
            return switch (word) {
                case "none" -> Optional.of(new ToolChoice(Mode.NONE, List.of()));
                case "auto" -> Optional.of(new ToolChoice(Mode.AUTO, List.of()));
                case "required", "any" -> Optional.of(new ToolChoice(Mode.REQUIRED, List.of()));
                default -> Optional.empty();
            };
        }
        if (!(given instanceof Map<?, ?> choice)) {
            return Optional.empty();
        }
        if ("allowed_tools".equals(choice.get("type"))) {
            Map<?, ?> allowed = choice.get("allowed_tools") instanceof Map<?, ?> inner ? inner : choice;
            Mode mode = "required".equals(allowed.get("mode")) ? Mode.REQUIRED : Mode.AUTO;
            return Optional.of(new ToolChoice(mode, names(allowed.get("tools"))));
        }
        String name = name(choice);
        return name == null ? Optional.empty() : Optional.of(new ToolChoice(Mode.REQUIRED, List.of(name)));
    }

    private static List<String> names(@Nullable Object tools) {
        return tools instanceof List<?> list
                ? list.stream()
                        .map(tool -> tool instanceof Map<?, ?> map ? name(map) : null)
                        .filter(name -> name != null)
                        .map(String::valueOf)
                        .toList()
                : List.of();
    }

    private static @Nullable String name(Map<?, ?> choice) {
        Map<?, ?> function = choice.get("function") instanceof Map<?, ?> inner ? inner : choice;
        return function.get("name") instanceof String name ? name : null;
    }
}
