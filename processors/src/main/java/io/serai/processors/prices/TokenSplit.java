package io.serai.processors.prices;

import io.serai.api.chat.Usage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of a usage, each in exactly one part, and only in parts that have a price of their own: the sum is always that of the tokens
 * in and out. Providers count cached tokens and those of images within the tokens in, reasoning within the tokens out.
 */
final class TokenSplit {

    /** More than any call can use; what says so is not to be believed. */
    private static final long MAX_TOKENS = 100_000_000_000L;

    private final Map<Part, Long> tokens = new EnumMap<>(Part.class);

    private TokenSplit() {}

    /** Empty where the usage counts no tokens, or says what can't be. */
    static Optional<TokenSplit> of(Usage usage, Rates rates) {
        if (!isCredible(usage)) {
            return Optional.empty();
        }
        TokenSplit split = new TokenSplit();
        split.in(usage, rates);
        split.out(usage, rates);
        return Optional.of(split);
    }

    /** Whether a usage counts tokens, and no more than can be. */
    static boolean isCredible(Usage usage) {
        boolean counted = usage.map().get("prompt_tokens") instanceof Number
                || usage.map().get("completion_tokens") instanceof Number;
        return counted && isPossible(usage.promptTokens()) && isPossible(usage.completionTokens());
    }

    private void in(Usage usage, Rates rates) {
        Map<?, ?> details = details(usage, "prompt_tokens_details");
        long left = usage.promptTokens();
        left -= take(Part.CACHED_INPUT, count(details, "cached_tokens"), left, rates);
        left -= take(Part.CACHE_WRITE_1H, writtenForAnHour(usage), left, rates);
        long written = count(details, "cache_write_tokens") - of(Part.CACHE_WRITE_1H);
        left -= take(Part.CACHE_WRITE, written, left, rates);
        left -= take(Part.INPUT_AUDIO, count(details, "audio_tokens"), left, rates);
        left -= take(Part.INPUT_IMAGE, count(details, "image_tokens"), left, rates);
        tokens.put(Part.INPUT, left);
    }

    private void out(Usage usage, Rates rates) {
        Map<?, ?> details = details(usage, "completion_tokens_details");
        long left = usage.completionTokens();
        left -= take(Part.REASONING, count(details, "reasoning_tokens"), left, rates);
        left -= take(Part.OUTPUT_AUDIO, count(details, "audio_tokens"), left, rates);
        left -= take(Part.OUTPUT_IMAGE, count(details, "image_tokens"), left, rates);
        tokens.put(Part.OUTPUT, left);
    }

    private long take(Part part, long wanted, long left, Rates rates) {
        if (!rates.has(part)) {
            return 0;
        }
        long taken = Math.max(0, Math.min(wanted, left));
        tokens.put(part, taken);
        return taken;
    }

    long of(Part part) {
        return tokens.getOrDefault(part, 0L);
    }

    /**
     * <a href="https://platform.claude.com/docs/en/build-with-claude/prompt-caching#1-hour-cache-duration">Anthropic</a>, and <a
     * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html">Bedrock</a>.
     */
    private static long writtenForAnHour(Usage usage) {
        if (usage.map().get("cache_creation") instanceof Map<?, ?> written) {
            return count(written, "ephemeral_1h_input_tokens");
        }
        long sum = 0;
        if (usage.map().get("cacheDetails") instanceof List<?> details) {
            for (Object detail : details) {
                if (detail instanceof Map<?, ?> written && "1h".equals(written.get("ttl"))) {
                    sum += Math.max(0, Math.min(count(written, "inputTokens"), MAX_TOKENS));
                }
            }
        }
        return sum;
    }

    private static boolean isPossible(long tokens) {
        return tokens >= 0 && tokens <= MAX_TOKENS;
    }

    private static Map<?, ?> details(Usage usage, String name) {
        return usage.map().get(name) instanceof Map<?, ?> details ? details : Map.of();
    }

    private static long count(Map<?, ?> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
