package io.serai.providers.gemini;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.function.Supplier;

/** Between the canonical form and Gemini's. */
final class GeminiTranslator implements Translator {

    private final Surface surface;
    private final GeminiErrors errors;
    private final Supplier<String> spareIds;

    /** @param spareIds names answers that have no id of their own */
    GeminiTranslator(Surface surface, GeminiErrors errors, Supplier<String> spareIds) {
        this.surface = surface;
        this.errors = errors;
        this.spareIds = spareIds;
    }

    @Override
    public Translation translate(Asked asked) {
        return switch (asked.operation()) {
            case CHAT -> new ChatCall(asked, surface, errors, spareIds);
            case COUNT_TOKENS -> new CountCall(asked, surface, errors);
            case EMBED -> new EmbedCall(asked, surface, errors);
            case IMAGE -> new ImageCall(asked, surface, errors);
            default ->
                throw new IllegalArgumentException(
                        "not offered: " + asked.operation().label());
        };
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
