package io.serai.providers.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are not the model's, in Gemini's own words ({@code native}) where they say more than the canonical content: the frames of a
 * film that are meant, the name of a picture. A part is told so as long as the content still says the same, of which it is the twin: a
 * route may have changed or hidden what the caller said, and that counts.
 */
final class OwnWords {

    /**
     * Of the results of functions for which the model does not wait: members of a tool message under their own names, "not supported in
     * Vertex AI" (<a href="https://googleapis.github.io/js-genai/release_docs/classes/types.FunctionResponse.html">source</a>).
     */
    private static final List<String> OF_WAITING = List.of("willContinue", "scheduling");

    private final MediaParts media;
    private final Surface surface;
    private final List<String> dropped;

    OwnWords(MediaParts media, Surface surface, List<String> dropped) {
        this.media = media;
        this.surface = surface;
        this.dropped = dropped;
    }

    /** The parts of a message's content. */
    List<Map<String, Object>> of(Map<String, Object> message, int position) {
        Object content = message.get("content");
        String path = "messages[" + position + "].content";
        List<Map<?, ?>> own = in(message);
        if (own.isEmpty()) {
            return media.of(content, path);
        }
        List<?> said = elements(content);
        if (said.size() != twins(own)) {
            lost(position);
            return media.of(content, path);
        }
        List<Map<String, Object>> parts = new ArrayList<>(own.size());
        boolean agree = true;
        int at = 0;
        for (Map<?, ?> part : own) {
            if (!hasTwin(part)) {
                parts.add(Nodes.cast(part));
                continue;
            }
            Object twin = said.get(at);
            if (isSpelt(twin, part)) {
                parts.add(Nodes.cast(part));
            } else {
                for (Map<String, Object> told : media.one(twin, path, at)) {
                    boolean same = agree(told, part);
                    agree &= same;
                    parts.add(same ? Nodes.cast(part) : told);
                }
            }
            at++;
        }
        if (!agree) {
            lost(position);
        }
        return parts;
    }

    /** The files of a function's result, each in its own words if all of them are the same ones. */
    List<Map<String, Object>> files(List<Map<String, Object>> files, Map<String, Object> message, int position) {
        List<Map<?, ?>> own = in(message);
        if (own.isEmpty()) {
            return files;
        }
        List<Map<?, ?>> parts =
                Nodes.objects(Nodes.object(own.get(0), "functionResponse").get("parts"));
        boolean agree = parts.size() == files.size();
        List<Map<String, Object>> named = new ArrayList<>(files.size());
        for (int i = 0; agree && i < parts.size(); i++) {
            agree = agree(files.get(i), parts.get(i));
            named.add(Nodes.cast(parts.get(i)));
        }
        if (!agree) {
            lost(position);
        }
        return agree ? named : files;
    }

    /** The members of a result that say how the model goes on with it. */
    Map<String, Object> waiting(Map<String, Object> message, int position) {
        if (surface.isVertex()) {
            unwaited(message, position);
            return Map.of();
        }
        Map<String, Object> waiting = new LinkedHashMap<>(0);
        for (String name : OF_WAITING) {
            Object value = message.get(name);
            if (value != null) {
                waiting.put(name, value);
            }
        }
        return waiting;
    }

    /** Notes that these members can't be told. */
    void unwaited(Map<String, Object> message, int position) {
        for (String name : OF_WAITING) {
            if (message.get(name) != null) {
                dropped.add("messages[" + position + "]." + name);
            }
        }
    }

    /** Notes that a message's own words, if it has any, can't be told. */
    void unsaid(Map<String, Object> message, int position) {
        if (!in(message).isEmpty()) {
            lost(position);
        }
    }

    /** Notes that a member of a message can't be told. */
    void unsaid(int position, String member) {
        dropped.add("messages[" + position + "]." + member);
    }

    private void lost(int position) {
        unsaid(position, "native");
    }

    private static List<Map<?, ?>> in(Map<String, Object> message) {
        return Nodes.objects(Nodes.object(message, "native").get(GeminiDialect.NAME));
    }

    private static List<?> elements(@Nullable Object content) {
        if (content instanceof CharSequence text) {
            return text.isEmpty() ? List.of() : List.of(text.toString());
        }
        return content instanceof List<?> list ? list : List.of();
    }

    private static int twins(List<Map<?, ?>> own) {
        int twins = 0;
        for (Map<?, ?> part : own) {
            twins += hasTwin(part) ? 1 : 0;
        }
        return twins;
    }

    /** A signature that stands alone has no word elsewhere. */
    private static boolean hasTwin(Map<?, ?> part) {
        return part.get("thoughtSignature") == null
                || part.get("text") != null
                || part.get("inlineData") != null
                || part.get("fileData") != null;
    }

    /** Whether the canonical part is Gemini's own with a type besides, as where nobody else has a word for it. */
    private static boolean isSpelt(@Nullable Object twin, Map<?, ?> part) {
        if (!(twin instanceof Map<?, ?> said) || "text".equals(said.get("type")) || said.size() != part.size() + 1) {
            return false;
        }
        for (Map.Entry<?, ?> member : part.entrySet()) {
            Object value = member.getValue();
            if (value == null || !value.equals(said.get(member.getKey()))) {
                return false;
            }
        }
        return said.get("type") != null;
    }

    /** Whether both have the same text, the same data, or the same address. */
    private static boolean agree(Map<String, Object> told, Map<?, ?> part) {
        if (told.get("text") instanceof String text) {
            return text.equals(part.get("text"));
        }
        if (told.get("inlineData") instanceof Map<?, ?> data) {
            Object own = Nodes.object(part, "inlineData").get("data");
            return own instanceof String base64 && standard(base64).equals(data.get("data"));
        }
        String address = Nodes.text(Nodes.object(told, "fileData"), "fileUri");
        return address != null && address.equals(Nodes.object(part, "fileData").get("fileUri"));
    }

    /** Google reads both alphabets of base64, the canonical form has but one. */
    static String standard(String base64) {
        return base64.indexOf('-') < 0 && base64.indexOf('_') < 0
                ? base64
                : base64.replace('-', '+').replace('_', '/');
    }
}
