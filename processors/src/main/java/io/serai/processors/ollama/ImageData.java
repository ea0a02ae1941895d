package io.serai.processors.ollama;

import io.serai.api.media.DataUrl;

/** An image as Ollama's clients send it: base64, without a word on what it is. Its first bytes tell. */
final class ImageData {

    private ImageData() {}

    /** The image as a data URL; one that is such already, as some clients send it, stays. */
    static String url(String image) {
        if (image.startsWith("data:")) {
            return image;
        }
        return new DataUrl(mediaType(image), image).url();
    }

    /** Signatures in base64: 89 P N G, FF D8 FF, G I F 8, R I F F, B M. */
    private static String mediaType(String base64) {
        if (base64.startsWith("/9j/")) {
            return "image/jpeg";
        }
        if (base64.startsWith("R0lGOD")) {
            return "image/gif";
        }
        if (base64.startsWith("UklGR")) {
            return "image/webp";
        }
        return base64.startsWith("Qk") ? "image/bmp" : "image/png";
    }
}
