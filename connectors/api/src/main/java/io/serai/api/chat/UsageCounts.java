package io.serai.api.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts a {@link Usage} together from a provider's own counts. What was not counted is not told: a zero is only told where the provider
 * said zero.
 */
public final class UsageCounts {

    private long prompt;
    private long completion;
    private final Map<String, Object> promptDetails = new LinkedHashMap<>();
    private final Map<String, Object> completionDetails = new LinkedHashMap<>();
    private final Map<String, Object> further = new LinkedHashMap<>();

    /** Tokens in, those read from and written to the provider's cache included. */
    public UsageCounts prompt(long tokens) {
        prompt = tokens;
        return this;
    }

    /** Tokens out, those of reasoning included. */
    public UsageCounts completion(long tokens) {
        completion = tokens;
        return this;
    }

    /** Of the tokens in, such as {@code cached_tokens}, {@code cache_write_tokens}, {@code audio_tokens}, {@code image_tokens}. */
    public UsageCounts promptDetail(String name, Object tokens) {
        promptDetails.put(name, tokens);
        return this;
    }

    /** Of the tokens out, such as {@code reasoning_tokens}, {@code audio_tokens}, {@code image_tokens}. */
    public UsageCounts completionDetail(String name, Object tokens) {
        completionDetails.put(name, tokens);
        return this;
    }

    /** A count that OpenAI has no name for, as the provider names it. */
    public UsageCounts further(String name, Object value) {
        further.put(name, value);
        return this;
    }

    public Usage usage() {
        Map<String, Object> usage =
                new LinkedHashMap<>(Usage.of(prompt, completion).map());
        if (!promptDetails.isEmpty()) {
            usage.put("prompt_tokens_details", promptDetails);
        }
        if (!completionDetails.isEmpty()) {
            usage.put("completion_tokens_details", completionDetails);
        }
        usage.putAll(further);
        return new Usage(usage);
    }
}
