package io.serai.processors.media;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller asked of images, and is told again in the events of a stream.
 *
 * @param event the type of the event that has a whole image
 * @param traits {@code size}, {@code quality}, {@code background} and {@code output_format} as asked
 */
record ImageWish(String event, Map<String, Object> traits) {

    /** Property of an exchange. */
    static final String PROPERTY = "SeraiImageWish";

    static final ImageWish NONE = new ImageWish("image_generation.completed", Map.of());

    /** Of a request that has been checked. */
    static ImageWish of(Map<String, Object> request, boolean edit) {
        Map<String, Object> traits = new LinkedHashMap<>();
        for (String name : new String[] {"size", "quality", "background", "output_format"}) {
            if (request.get(name) instanceof String trait && !trait.equals("auto")) {
                traits.put(name, trait);
            }
        }
        return new ImageWish(edit ? "image_edit.completed" : NONE.event, traits);
    }
}
