package io.serai.api.media;

import java.util.Locale;
import java.util.Optional;

/**
 * Data in a URL (RFC 2397), the form in which OpenAI's requests carry images and files.
 *
 * @param mediaType such as {@code image/png}, without parameters, in lower case
 * @param base64 the data, as it was written
 */
public record DataUrl(String mediaType, String base64) {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64,";

    /** The data in a URL; empty where it is another URL, or its data is not base64. */
    public static Optional<DataUrl> of(String url) {
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        int comma = url.indexOf(',');
        int head = comma - BASE64.length() + 1;
        if (comma < 0 || head < SCHEME.length() || !url.regionMatches(true, head, BASE64, 0, BASE64.length())) {
            return Optional.empty();
        }
        String type = url.substring(SCHEME.length(), head).split(";", 2)[0];
        return Optional.of(new DataUrl(
                type.isEmpty() ? "text/plain" : type.strip().toLowerCase(Locale.ROOT), url.substring(comma + 1)));
    }

    /** The URL. */
    public String url() {
        return SCHEME + mediaType + BASE64 + base64;
    }

    /** Tells no data. */
    @Override
    public String toString() {
        return SCHEME + mediaType;
    }
}
