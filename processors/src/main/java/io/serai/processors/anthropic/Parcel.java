package io.serai.processors.anthropic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What of another provider's answer has no word in Anthropic's API, wrapped so that a client keeps it and gives it back: {@code serai1.}
 * and the JSON object in base64url without padding. Travels where Anthropic's own opaque strings do, none of which has a dot: as the
 * {@code signature} of a {@code thinking} block, the {@code data} of a {@code redacted_thinking} block, the {@code encrypted_index} of a
 * citation. The object is
 *
 * <ul>
 *   <li>in a signature, the element of {@code reasoning_details} without its text; an empty one where the answer had
 *       {@code reasoning_content} alone
 *   <li>in data, the element itself, or {@code {"native": {"<dialect>": […]}}}
 *   <li>in an index, the annotation
 * </ul>
 */
final class Parcel {

    private static final String MARK = "serai1.";

    private Parcel() {}

    static boolean is(String text) {
        return text.startsWith(MARK);
    }

    static String wrap(Map<String, Object> object) {
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(object));
    }

    /** What was wrapped; empty where somebody has changed it. */
    static Optional<Map<String, Object>> unwrap(String parcel) {
        try {
            byte[] json = Base64.getUrlDecoder()
                    .decode(parcel.substring(MARK.length()).getBytes(US_ASCII));
            return Optional.of(Json.standard().readObject(json));
        } catch (IllegalArgumentException | JsonException e) {
            return Optional.empty();
        }
    }
}
