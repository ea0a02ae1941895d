package io.serai.processors.prices;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tokens of a call that may have a price of their own. Those without one cost as the {@link #INPUT} or {@link #OUTPUT} they are of. */
public enum Part {
    INPUT,
    /** Read from the provider's cache. */
    CACHED_INPUT,
    /** Written to the provider's cache. */
    CACHE_WRITE,
    /** Written to the provider's cache for an hour; Anthropic and Bedrock tell them apart. */
    CACHE_WRITE_1H,
    INPUT_AUDIO,
    INPUT_IMAGE,
    OUTPUT,
    REASONING,
    OUTPUT_AUDIO,
    OUTPUT_IMAGE;

    /** Those of requests. */
    static final Set<Part> INPUTS =
            EnumSet.of(INPUT, CACHED_INPUT, CACHE_WRITE, CACHE_WRITE_1H, INPUT_AUDIO, INPUT_IMAGE);
    /** Those of answers. */
    static final Set<Part> OUTPUTS = EnumSet.of(OUTPUT, REASONING, OUTPUT_AUDIO, OUTPUT_IMAGE);

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The spelling in a list of prices: {@code cached-input}. */
    public String label() {
        return label;
    }

    static Optional<Part> of(String label) {
        return Arrays.stream(values()).filter(part -> part.label.equals(label)).findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Part::label).toList();
    }
}
