package io.serai.api.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of one element of {@code reasoning_details}, in which reasoning travels with all that its provider needs to take it back: its
 * signature, its encrypted form, its identifier (<a
 * href="https://openrouter.ai/docs/use-cases/reasoning-tokens#preserving-reasoning-blocks">OpenRouter's shape</a>). In a stream,
 * elements of the same {@code index} are pieces of one.
 *
 * @param map the element itself
 */
public record ReasoningDetail(Map<String, Object> map) {

    /** The member of a message, and of a delta. */
    public static final String MEMBER = "reasoning_details";

    /**
     * The member of an element that one account of its provider alone can read: which of several, by a mark that tells nothing else of it.
     */
    public static final String ACCOUNT = "account";

    /** Whose reasoning it is: it verifies nowhere else. */
    public static final String ANTHROPIC = "anthropic-claude-v1";

    public static final String GEMINI = "google-gemini-v1";
    public static final String OPENAI = "openai-responses-v1";

    /** What an element holds. */
    public enum Type {
        /** {@code text}, and its {@code signature} where there is one. */
        TEXT("reasoning.text"),
        /** {@code summary}. */
        SUMMARY("reasoning.summary"),
        /** {@code data} that only its provider can read. */
        ENCRYPTED("reasoning.encrypted");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** An element with nothing but its type, format and index; see {@link #with}. */
    public static ReasoningDetail of(Type type, String format, int index) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type.label);
        map.put("format", format);
        map.put("index", index);
        return new ReasoningDetail(map);
    }

    /** This element with a further member: {@code text}, {@code summary}, {@code data}, {@code signature} or {@code id}. */
    public ReasoningDetail with(String name, String value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return new ReasoningDetail(copy);
    }

    /** The elements of a message, empty where it has none. */
    public static List<ReasoningDetail> in(Map<String, Object> message) {
        List<ReasoningDetail> details = new ArrayList<>();
        if (message.get(MEMBER) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> detail) {
                    details.add(new ReasoningDetail(cast(detail)));
                }
            }
        }
        return details;
    }

    /** Which account alone can read what a chat has of a model's reasoning; that of the latest where there are several. */
    public static Optional<String> account(Map<String, Object> request) {
        if (request.get("messages") instanceof List<?> messages) {
            for (int i = messages.size() - 1; i >= 0; i--) {
                if (messages.get(i) instanceof Map<?, ?> message && message.get(MEMBER) instanceof List<?> details) {
                    for (Object detail : details) {
                        if (detail instanceof Map<?, ?> map && map.get(ACCOUNT) instanceof String account) {
                            return Optional.of(account);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    public boolean is(Type type) {
        return type.label.equals(map.get("type"));
    }

    /** Whether it came from there; one that does not say is taken to be. */
    public boolean isOf(String format) {
        Object known = map.get("format");
        return known == null || known.equals(format) || known.equals("unknown");
    }

    /** The text of a {@link Type#TEXT} or a {@link Type#SUMMARY}. */
    public Optional<String> readable() {
        return string("text").or(() -> string("summary"));
    }

    /** A member that is a string. */
    public Optional<String> string(String name) {
        @Nullable Object value = map.get(name);
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
