package io.serai.processors.routing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What not every model can, by the words in which a model's card says so. */
public enum Capability {
    TOOLS,
    VISION,
    AUDIO,
    DOCUMENTS,
    JSON_SCHEMA;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Such as {@code json-schema}. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException naming those there are */
    public static Capability named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a capability of "
                        + Arrays.stream(values()).map(Capability::label).toList() + ", found '" + label + "'"));
    }

    /** Those that answering a request in canonical form takes. */
    static Set<Capability> neededBy(Map<?, ?> request) {
        Set<Capability> needed = EnumSet.noneOf(Capability.class);
        if (request.get("tools") instanceof List<?> tools && !tools.isEmpty()) {
            needed.add(TOOLS);
        }
        if (request.get("response_format") instanceof Map<?, ?> format && "json_schema".equals(format.get("type"))) {
            needed.add(JSON_SCHEMA);
        }
        if (request.get("messages") instanceof List<?> messages) {
            for (Object message : messages) {
                if (message instanceof Map<?, ?> members && members.get("content") instanceof List<?> parts) {
                    parts.forEach(part -> ofPart(part, needed));
                }
            }
        }
        return needed;
    }

    private static void ofPart(Object part, Set<Capability> needed) {
        Object type = part instanceof Map<?, ?> members ? members.get("type") : null;
        if ("image_url".equals(type)) {
            needed.add(VISION);
        } else if ("input_audio".equals(type)) {
            needed.add(AUDIO);
        } else if ("file".equals(type)) {
            needed.add(DOCUMENTS);
        }
    }
}
