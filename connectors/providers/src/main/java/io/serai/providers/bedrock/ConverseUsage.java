package io.serai.providers.bedrock;

import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converse's counts. {@code inputTokens} are those that were neither read from the cache nor written to it (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html">prompt caching</a>).
 */
final class ConverseUsage {

    private ConverseUsage() {}

    static @Nullable Usage of(@Nullable Object told) {
        if (!(told instanceof Map<?, ?> usage)) {
            return null;
        }
        long read = count(usage, "cacheReadInputTokens");
        long written = count(usage, "cacheWriteInputTokens");
        UsageCounts counts = new UsageCounts()
                .prompt(count(usage, "inputTokens") + read + written)
                .completion(count(usage, "outputTokens"));
        if (usage.get("cacheReadInputTokens") instanceof Number) {
            counts.promptDetail("cached_tokens", read);
        }
        if (usage.get("cacheWriteInputTokens") instanceof Number) {
            counts.promptDetail("cache_write_tokens", written);
        }
        Object details = usage.get("cacheDetails");
        if (details != null) {
            counts.further("cacheDetails", details);
        }
        return counts.usage();
    }

    private static long count(Map<?, ?> usage, String name) {
        return usage.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
