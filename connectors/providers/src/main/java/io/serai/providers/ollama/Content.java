package io.serai.providers.ollama;

import io.serai.api.chat.ContentPart;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of one message: one text, and images as base64 beside it, the only form in which Ollama takes them (<a
 * href="https://docs.ollama.com/capabilities/vision">source</a>). Text parts become lines of their own.
 */
final class Content {

    private final String path;
    private final Map<String, Object> given;
    private final List<String> dropped;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> images = new ArrayList<>(0);

    /** @param path of the message, for notices */
    Content(String path, Map<String, Object> given, List<String> dropped) {
        this.path = path;
        this.given = given;
        this.dropped = dropped;
    }

    void write(Map<String, Object> told) {
        if (given.get("content") instanceof List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof Map<?, ?> part) {
                    part(path + ".content[" + i + "]", new ContentPart(cast(part)));
                } else if (parts.get(i) instanceof String line) {
                    line(line);
                }
            }
        } else if (given.get("content") instanceof String whole) {
            text.append(whole);
        }
        if (given.get("refusal") instanceof String refusal && !refusal.isEmpty()) {
            line(refusal);
        }
        made(given.get("images"));
        // Required, be it empty.
        told.put("content", text.toString());
        if (!images.isEmpty()) {
            told.put("images", images);
        }
    }

    private void part(String at, ContentPart part) {
        Optional<String> said = part.text();
        if (said.isPresent()) {
            line(said.get());
            hints(at, part);
            return;
        }
        Optional<DataUrl> image = part.imageData();
        if (image.isEmpty()) {
            dropped.add(at);
            return;
        }
        images.add(image.get().base64());
        hints(at, part);
        Object detail = part.object("image_url").get("detail");
        if (detail != null && !detail.equals("auto")) {
            dropped.add(at + ".image_url.detail");
        }
    }

    private void hints(String at, ContentPart part) {
        if (part.map().get("cache_control") != null) {
            dropped.add(at + ".cache_control");
        }
    }

    private void line(String line) {
        text.append(text.isEmpty() ? "" : "\n").append(line);
    }

    /** Images that the model made in an earlier turn. */
    private void made(@Nullable Object earlier) {
        if (!(earlier instanceof List<?> list)) {
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            Optional<DataUrl> image =
                    list.get(i) instanceof Map<?, ?> part ? new ContentPart(cast(part)).imageData() : Optional.empty();
            if (image.isPresent()) {
                images.add(image.get().base64());
            } else {
                dropped.add(path + ".images[" + i + "]");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
