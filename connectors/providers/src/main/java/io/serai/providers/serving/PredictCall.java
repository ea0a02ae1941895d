package io.serai.providers.serving;

import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Head;

/** One call of an operation that nobody streams. */
public interface PredictCall extends Translation {

    @Override
    default Events events(Head head) {
        throw new IllegalStateException("not streamed");
    }
}
