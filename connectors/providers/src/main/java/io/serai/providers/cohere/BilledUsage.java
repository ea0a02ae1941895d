package io.serai.providers.cohere;

import io.serai.api.chat.Usage;
import io.serai.api.chat.UsageCounts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that Cohere bills. Beside them it counts those that the model saw and wrote, which are many more: Cohere's own prompt, the tools'
 * and documents' markup (<a href="https://docs.cohere.com/docs/how-does-cohere-pricing-work">pricing</a>). They are told under Cohere's own
 * names, {@code billed_units} and {@code tokens}.
 */
final class BilledUsage {

    private static final String BILLED = "billed_units";
    private static final String TOKENS = "tokens";
    private static final String IN = "input_tokens";
    private static final String OUT = "output_tokens";

    private BilledUsage() {}

    /** A chat's; null where nothing was counted. */
    static @Nullable Usage ofChat(@Nullable Object told) {
        if (!(told instanceof Map<?, ?> usage)) {
            return null;
        }
        Map<?, ?> billed = object(usage.get(BILLED));
        Map<?, ?> tokens = object(usage.get(TOKENS));
        long in = count(billed.containsKey(IN) ? billed : tokens, IN);
        UsageCounts counts =
                new UsageCounts().prompt(in).completion(count(billed.containsKey(OUT) ? billed : tokens, OUT));
        if (usage.get("cached_tokens") instanceof Number cached) {
            // Cached are tokens that the model saw: of those that are billed, there can't be more than there are.
            counts.promptDetail("cached_tokens", Math.min(cached.longValue(), in));
        }
        usage.forEach((name, value) -> {
            if (value instanceof Map<?, ?>) {
                counts.further(String.valueOf(name), value);
            }
        });
        return counts.usage();
    }

    /** That of embeddings: texts and images have tokens of their own. */
    static Usage ofEmbeddings(@Nullable Object meta) {
        Map<?, ?> billed = object(object(meta).get(BILLED));
        long images = count(billed, "image_tokens");
        UsageCounts counts = new UsageCounts().prompt(count(billed, IN) + images);
        if (images > 0) {
            counts.promptDetail("image_tokens", images);
        }
        if (billed.get("images") != null) {
            counts.further("images", billed.get("images"));
        }
        Usage usage = counts.usage();
        usage.map().remove("completion_tokens");
        return usage;
    }

    static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long count(Map<?, ?> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
