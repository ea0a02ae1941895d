package io.serai.providers.gemini;

import io.serai.api.error.CallerException;
import io.serai.api.media.Blob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for images, in the words that Gemini's and Imagen's have in common.
 *
 * @param prompt what to draw
 * @param images to go by
 * @param count of images wanted
 * @param shape members {@code aspectRatio} and {@code imageSize}, where wanted
 * @param dropped what can't be told
 */
record ImageWish(String prompt, List<Blob> images, int count, Map<String, Object> shape, List<String> dropped) {

    /** <a href="https://ai.google.dev/gemini-api/docs/generate-content/image-generation#aspect_ratios">Ratios</a>. */
    private static final List<String> RATIOS =
            List.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9");

    static ImageWish of(Map<String, Object> request) {
        if (!(request.get("prompt") instanceof String prompt)) {
            throw CallerException.badField("prompt", "Expected a text that says what to draw.");
        }
        int count = 1;
        Map<String, Object> shape = new LinkedHashMap<>(4);
        List<String> dropped = new ArrayList<>(0);
        for (Map.Entry<String, Object> member : request.entrySet()) {
            Object value = member.getValue();
            if (value == null) {
                continue;
            }
            switch (member.getKey()) {
                case "model", "prompt", "user", "extra_body", "stream", "image" -> {}
                case "n" -> count = value instanceof Number n ? n.intValue() : 1;
                case "size" -> size(value.toString(), shape, dropped);
                case "aspect_ratio", "aspectRatio" -> shape.put("aspectRatio", value);
                case "image_size", "imageSize" -> shape.put("imageSize", value);
                default -> {
                    if (!isDefault(member.getKey(), value)) {
                        dropped.add(member.getKey());
                    }
                }
            }
        }
        return new ImageWish(prompt, images(request.get("image")), count, shape, dropped);
    }

    private static boolean isDefault(String name, Object value) {
        return switch (name) {
            case "response_format" -> "b64_json".equals(value);
            case "quality", "background", "moderation" -> "auto".equals(value);
            case "partial_images" -> value instanceof Number n && n.intValue() == 0;
            default -> false;
        };
    }

    private static List<Blob> images(@Nullable Object given) {
        List<Blob> images = new ArrayList<>(1);
        for (Object image : given instanceof List<?> list ? list : given == null ? List.of() : List.of(given)) {
            if (image instanceof Blob blob) {
                images.add(blob);
            } else {
                throw CallerException.badField("image", "Expected a file.");
            }
        }
        return images;
    }

    /** Pixels as the nearest ratio; what is more than about a megapixel, as a size. */
    private static void size(String size, Map<String, Object> shape, List<String> dropped) {
        if (size.equals("auto")) {
            return;
        }
        int by = size.indexOf('x');
        try {
            double width = Integer.parseInt(size.substring(0, Math.max(by, 0)));
            double height = Integer.parseInt(size.substring(by + 1));
            shape.put("aspectRatio", nearest(width / height));
            double longer = Math.max(width, height);
            if (longer > 1792) {
                shape.put("imageSize", longer > 2560 ? "4K" : "2K");
            }
        } catch (NumberFormatException e) {
            dropped.add("size");
        }
    }

    private static String nearest(double wanted) {
        String nearest = RATIOS.get(0);
        double distance = Double.MAX_VALUE;
        for (String ratio : RATIOS) {
            int colon = ratio.indexOf(':');
            double offered =
                    Double.parseDouble(ratio.substring(0, colon)) / Integer.parseInt(ratio.substring(colon + 1));
            double off = Math.abs(Math.log(wanted / offered));
            if (off < distance) {
                distance = off;
                nearest = ratio;
            }
        }
        return nearest;
    }
}
