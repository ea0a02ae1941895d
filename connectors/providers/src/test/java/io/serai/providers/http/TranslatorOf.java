package io.serai.providers.http;

import io.serai.providers.spi.Backend;

/** The translator of a provider that is called by HTTP, for tests of what is sent and made of answers without sending anything. */
public final class TranslatorOf {

    private TranslatorOf() {}

    public static Translator backend(Backend backend) {
        return ((HttpBackend) backend).translator();
    }
}
