package io.serai.processors.anthropic;

import io.serai.processors.frontend.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is known of a message from its beginning.
 *
 * @param id as the provider gave it, behind {@code msg_} where it is not Anthropic's
 * @param model as the provider names it, as OpenAI's front end tells it too
 */
record MessageHead(String id, String model) {

    private static final String PREFIX = "msg_";

    /** @param said a canonical answer, or a chunk of it */
    static MessageHead of(Map<String, Object> said, Asked asked) {
        String id = said.get("id") instanceof String given && !given.isEmpty()
                ? given
                : Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new MessageHead(
                id.startsWith(PREFIX) ? id : PREFIX + id,
                said.get("model") instanceof String model && !model.isEmpty() ? model : asked.model());
    }

    Map<String, Object> message(Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("type", "message");
        message.put("role", "assistant");
        message.put("model", model);
        message.put("content", content);
        return message;
    }
}
