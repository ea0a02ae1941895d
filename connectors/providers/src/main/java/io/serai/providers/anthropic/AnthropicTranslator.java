package io.serai.providers.anthropic;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator;
import java.util.OptionalLong;

/** Between the canonical form and the Messages API, in any of its flavors. */
final class AnthropicTranslator implements Translator {

    private final AnthropicSettings settings;
    private final AnthropicErrors errors;

    AnthropicTranslator(AnthropicSettings settings, AnthropicErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    @Override
    public Translation translate(Asked asked) {
        return new AnthropicCall(asked, settings, errors);
    }

    @Override
    public OptionalLong mostOutput(String model) {
        return OptionalLong.of(settings.mostOutput(ClaudeModel.of(model)));
    }

    @Override
    public SeraiException error(Refusal refusal) {
        return errors.of(refusal);
    }
}
