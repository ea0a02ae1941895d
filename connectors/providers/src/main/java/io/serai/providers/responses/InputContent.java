package io.serai.providers.responses;

import io.serai.api.chat.ContentPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of messages and of tool results (<a
 * href="https://platform.openai.com/docs/api-reference/responses/create#responses-create-input">input content</a>).
 */
final class InputContent {

    private final List<String> dropped;

    InputContent(List<String> dropped) {
        this.dropped = dropped;
    }

    /** What the model is told: a string stays one. */
    Object input(@Nullable Object content, String at) {
        if (!(content instanceof List<?>)) {
            return content == null ? "" : content;
        }
        List<ContentPart> parts = ContentPart.in(content);
        List<Object> written = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Map<String, Object> part = part(parts.get(i), at + "[" + i + "]");
            if (part != null) {
                written.add(part);
            }
        }
        // An empty list is refused; there is nothing else that could be said.
        return written.isEmpty() ? "" : written;
    }

    /** What the model said; null where that is nothing. */
    @Nullable
    Object output(Map<String, Object> message, String at) {
        Object content = message.get("content");
        boolean plain = !(message.get("refusal") instanceof String r && !r.isEmpty())
                && !(message.get("annotations") instanceof List<?> a && !a.isEmpty());
        if (plain && content instanceof String text) {
            return text.isEmpty() ? null : text;
        }
        List<Object> said = new ArrayList<>(1);
        List<ContentPart> parts = ContentPart.in(content);
        for (int i = 0; i < parts.size(); i++) {
            spoken(parts.get(i), at + ".content[" + i + "]", said);
        }
        if (message.get("annotations") instanceof List<?> annotations) {
            cite(annotations, said);
        }
        if (message.get("refusal") instanceof String refusal && !refusal.isEmpty()) {
            said.add(refusal(refusal));
        }
        return said.isEmpty() ? null : said;
    }

    private void spoken(ContentPart part, String at, List<Object> said) {
        switch (part.type()) {
            case "text", "output_text" -> {
                lost(part.map(), at, "cache_control");
                Map<String, Object> written = new LinkedHashMap<>();
                written.put("type", "output_text");
                written.put("text", part.map().get("text"));
                said.add(written);
            }
            case "refusal" -> said.add(refusal(part.text().orElse("")));
            default -> dropped.add(at);
        }
    }

    private static Map<String, Object> refusal(String text) {
        Map<String, Object> refusal = new LinkedHashMap<>();
        refusal.put("type", "refusal");
        refusal.put("refusal", text);
        return refusal;
    }

    /** A chat's citations count from the beginning of the message, which is one part as a rule. */
    @SuppressWarnings("unchecked")
    private static void cite(List<?> annotations, List<Object> said) {
        List<Object> own = new ArrayList<>(annotations.size());
        for (Object annotation : annotations) {
            if (annotation instanceof Map<?, ?> map && !"citations".equals(map.get("type"))) {
                own.add(flat(map));
            }
        }
        if (!own.isEmpty() && !said.isEmpty() && said.get(0) instanceof Map<?, ?> first && first.get("text") != null) {
            ((Map<String, Object>) first).put("annotations", own);
        }
    }

    private static Map<?, ?> flat(Map<?, ?> annotation) {
        if (!(annotation.get("url_citation") instanceof Map<?, ?> inner)) {
            return annotation;
        }
        Map<Object, Object> flat = new LinkedHashMap<>();
        flat.put("type", "url_citation");
        flat.putAll(inner);
        return flat;
    }

    private @Nullable Map<String, Object> part(ContentPart part, String at) {
        Map<String, Object> written = new LinkedHashMap<>();
        switch (part.type()) {
            case "text" -> {
                written.put("type", "input_text");
                written.put("text", part.text().orElse(""));
            }
            case "image_url" -> {
                written.put("type", "input_image");
                part.imageUrl().ifPresent(url -> written.put("image_url", url));
                copy(part.object("image_url"), written, "file_id", "detail");
            }
            case "file" -> {
                written.put("type", "input_file");
                copy(part.object("file"), written, "filename", "file_id", "file_url", "detail");
                part.fileData().ifPresent(data -> written.put("file_data", data.url()));
            }
            // OpenAI of audio: "it was never supported by the Responses API",
            // https://github.com/openai/openai-python/pull/2707
            default -> {
                dropped.add(at);
                return null;
            }
        }
        lost(part.map(), at, "cache_control", "title", "context", "citations");
        return written;
    }

    private static void copy(Map<String, Object> from, Map<String, Object> to, String... names) {
        for (String name : names) {
            if (from.get(name) != null) {
                to.put(name, from.get(name));
            }
        }
    }

    private void lost(Map<String, Object> members, String at, String... names) {
        for (String name : names) {
            if (members.get(name) != null) {
                dropped.add(at + "." + name);
            }
        }
    }
}
