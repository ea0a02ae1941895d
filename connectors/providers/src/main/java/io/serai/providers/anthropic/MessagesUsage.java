package io.serai.providers.anthropic;

import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer used, put together from one object or, in a stream, from several, of which the later goes before the earlier (<a
 * href="https://platform.claude.com/docs/en/api/messages/create">usage</a>). Anthropic counts cached tokens beside {@code input_tokens},
 * OpenAI within.
 */
final class MessagesUsage {

    private static final Set<String> COUNTED = Set.of(
            "input_tokens",
            "output_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "output_tokens_details",
            "service_tier");

    private final Map<String, Object> counts = new LinkedHashMap<>();

    void add(@Nullable Object usage) {
        if (usage instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    counts.put(String.valueOf(name), value);
                }
            });
        }
    }

    Usage usage() {
        long read = count(counts, "cache_read_input_tokens");
        long written = count(counts, "cache_creation_input_tokens");
        long in = count(counts, "input_tokens") + read + written;
        long out = count(counts, "output_tokens");
        // Compaction is billed, but not in the totals: https://platform.claude.com/docs/en/build-with-claude/compaction
        if (counts.get("iterations") instanceof List<?> iterations) {
            for (Object iteration : iterations) {
                if (iteration instanceof Map<?, ?> map && "compaction".equals(map.get("type"))) {
                    in += count(map, "input_tokens")
                            + count(map, "cache_read_input_tokens")
                            + count(map, "cache_creation_input_tokens");
                    out += count(map, "output_tokens");
                }
            }
        }
        UsageCounts usage = new UsageCounts().prompt(in).completion(out);
        if (counts.containsKey("cache_read_input_tokens")) {
            usage.promptDetail("cached_tokens", read);
        }
        if (counts.containsKey("cache_creation_input_tokens")) {
            usage.promptDetail("cache_write_tokens", written);
        }
        if (counts.get("output_tokens_details") instanceof Map<?, ?> details
                && details.containsKey("thinking_tokens")) {
            usage.completionDetail("reasoning_tokens", count(details, "thinking_tokens"));
        }
        counts.forEach((name, value) -> {
            if (!COUNTED.contains(name)) {
                usage.further(name, value);
            }
        });
        return usage.usage();
    }

    /** In OpenAI's words, where Anthropic said one. */
    Optional<String> serviceTier() {
        return counts.get("service_tier") instanceof String tier
                ? Optional.of(tier.equals("standard") ? "default" : tier)
                : Optional.empty();
    }

    private static long count(Map<?, ?> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
