package io.serai.processors.gemini;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What of another provider's answer has no word in Gemini's API, wrapped so that a client keeps it and gives it back as it has to give back
 * Gemini's own: as a {@code thoughtSignature} (<a href="https://ai.google.dev/gemini-api/docs/thought-signatures">source</a>). That is
 * base64, which some SDKs take apart and write anew, in either alphabet: {@code serai1} and a JSON object, in base64. The object is
 *
 * <ul>
 *   <li>on a thought, its element of {@code reasoning_details} without its text; an empty one where the answer had
 *       {@code reasoning_content} alone
 *   <li>else what the client is not shown: {@code reasoning_details}, {@code reasoning_content} and {@code native} of a message
 * </ul>
 */
final class Parcel {

    private static final byte[] MARK = "serai1".getBytes(US_ASCII);
    private static final byte[] NOTHING = {};
    /** The mark in base64: six bytes are eight characters, without a rest. */
    private static final String START = Base64.getEncoder().encodeToString(MARK);

    private Parcel() {}

    static boolean is(String signature) {
        return signature.startsWith(START);
    }

    static String wrap(Map<String, Object> object) {
        return Base64.getEncoder().encodeToString(Json.write(MARK, object, NOTHING));
    }

    /** What was wrapped; empty where somebody has changed it. */
    static Optional<Map<String, Object>> unwrap(String signature) {
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(signature.replace('-', '+').replace('_', '/').getBytes(US_ASCII));
            return Optional.of(Json.standard().readObject(bytes, MARK.length, bytes.length - MARK.length));
        } catch (IllegalArgumentException | JsonException e) {
            return Optional.empty();
        }
    }
}
