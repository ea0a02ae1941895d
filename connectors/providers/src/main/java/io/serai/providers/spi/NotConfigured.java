package io.serai.providers.spi;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.media.ByteStream;
import io.serai.api.model.ModelCard;
import java.util.Map;

/**
 * A provider that lacks what it needs to be called: it is listed, and each call says what is missing.
 *
 * @param message such as {@code provider 'groq' has no API key: set …}
 */
public record NotConfigured(String message) implements Backend {

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        throw missing();
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        throw missing();
    }

    @Override
    public ByteStream bytes(ProviderCall call) {
        throw missing();
    }

    @Override
    public ModelCard.Status status() {
        return ModelCard.Status.NOT_CONFIGURED;
    }

    private ProviderException missing() {
        return new ProviderException(ErrorKind.PROVIDER_NOT_CONFIGURED, message);
    }
}
