package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.chat.ReasoningDetail;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.json.JsonLimits;
import io.serai.processors.frontend.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reasoning item's {@code encrypted_content} holds: {@code serai1.} and, in base64url without padding, the JSON object {@code
 * {"reasoning_details": […], "native": {…}}} with the elements of a message's {@code reasoning_details} that the item tells, and whatever
 * of its {@code native} Responses has no items for. Members that are empty are left out.
 *
 * <p>Nothing in it is secret from the caller, and it needs no key: what must not be forged (Anthropic's signatures, Gemini's, OpenAI's own
 * encrypted content) is verified by whom it comes from.
 *
 * @param details elements of {@code reasoning_details}
 * @param blocks by dialect
 */
record Seal(List<Map<String, Object>> details, Map<String, Object> blocks) {

    private static final String PREFIX = "serai1.";

    /** A caller's own bytes: no deeper than any request may be, by the same measure. */
    private static final Json JSON = new Json(new JsonLimits(128, 64 * 1024, 1024, Integer.MAX_VALUE - 8));

    boolean isEmpty() {
        return details.isEmpty() && blocks.isEmpty();
    }

    /** The reasoning item of OpenAI's own that the details were made of; empty where they are of another provider. */
    Optional<Map<String, Object>> openAiItem() {
        List<Object> summary = new ArrayList<>();
        List<Object> content = new ArrayList<>();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", "reasoning");
        item.put("summary", summary);
        for (Map<String, Object> detail : details) {
            if (!ReasoningDetail.OPENAI.equals(detail.get("format")) || !(detail.get("id") instanceof String)) {
                return Optional.empty();
            }
            item.put("id", detail.get("id"));
            switch (Items.string(detail, "type")) {
                case "reasoning.summary" -> summary.add(part("summary_text", Items.string(detail, "summary")));
                case "reasoning.text" -> content.add(part("reasoning_text", Items.string(detail, "text")));
                default -> item.put("encrypted_content", detail.get("data"));
            }
        }
        if (!content.isEmpty()) {
            item.put("content", content);
        }
        return details.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    static Map<String, Object> part(String type, String text) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", type);
        part.put("text", text);
        return part;
    }

    String text() {
        Map<String, Object> content = new LinkedHashMap<>();
        if (!details.isEmpty()) {
            content.put("reasoning_details", details);
        }
        if (!blocks.isEmpty()) {
            content.put("native", blocks);
        }
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(content));
    }

    /**
     * Takes a text apart; empty where it is some provider's own.
     *
     * @param path where the text stands, for the refusal of a broken one
     */
    static Optional<Seal> of(String text, Path path) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder()
                    .decode(text.substring(PREFIX.length()).getBytes(UTF_8));
            Map<String, Object> content = JSON.readObject(json);
            return Optional.of(
                    new Seal(Items.in(content.get("reasoning_details")), Items.object(content.get("native"))));
        } catch (IllegalArgumentException | JsonException e) {
            throw CallerException.badField(
                            path.toString(), "`" + path + "` could not be verified: it is not as it was given out.")
                    .withCode("invalid_encrypted_content");
        }
    }
}
