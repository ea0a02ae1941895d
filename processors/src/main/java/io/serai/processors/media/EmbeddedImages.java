package io.serai.processors.media;

import io.serai.api.error.CallerException;
import io.serai.api.media.Blob;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images that an edit in JSON carries as data URLs, taken out as files, which every provider understands. */
final class EmbeddedImages {

    private EmbeddedImages() {}

    /**
     * A copy with {@code image} and {@code mask} as files. Where an image is an address or an id of a file, the request stays in OpenAI's
     * own words: nobody here fetches what a caller points to.
     */
    static Map<String, Object> unpacked(Map<String, Object> request) {
        Map<String, Object> copy = new LinkedHashMap<>(request);
        List<Blob> files = new ArrayList<>();
        List<?> references = (List<?>) request.getOrDefault("images", List.of());
        for (int i = 0; i < references.size(); i++) {
            file(references.get(i), "images[" + i + "]").ifPresent(files::add);
        }
        Object mask = request.get("mask");
        Optional<Blob> maskFile = mask == null ? Optional.empty() : file(mask, "mask");
        if (files.size() == references.size() && (mask == null || maskFile.isPresent())) {
            copy.remove("images");
            copy.put("image", files.size() == 1 ? files.get(0) : files);
            maskFile.ifPresent(file -> copy.put("mask", file));
        }
        return copy;
    }

    private static Optional<Blob> file(Object reference, String path) {
        if (!(reference instanceof Map<?, ?> map) || !(map.get("image_url") instanceof String url)) {
            return Optional.empty();
        }
        return DataUrl.of(url).map(data -> {
            try {
                byte[] bytes = Base64.getMimeDecoder().decode(data.base64());
                if (bytes.length > 0) {
                    return new Blob("", data.mediaType(), bytes);
                }
            } catch (IllegalArgumentException e) {
                // Told below.
            }
            String field = path + ".image_url";
            throw CallerException.badField(field, "`" + field + "` must have its data in base64.");
        });
    }
}
