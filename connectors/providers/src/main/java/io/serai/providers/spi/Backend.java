package io.serai.providers.spi;

import io.serai.api.chat.ChatStream;
import io.serai.api.media.ByteStream;
import io.serai.api.model.ModelCard;
import io.serai.api.standing.AnswerForm;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** An opened provider. Calls block the calling thread, and break with a {@link io.serai.api.error.SeraiException}. Thread-safe. */
public interface Backend {

    /** The whole answer, in the canonical form of the call's operation. */
    Map<String, Object> answer(ProviderCall call);

    /**
     * The answer as chunks in the canonical form, always with the usage in the last of them. Returns once the first chunk is there or
     * known to fail, so that a failure before it is thrown here, where a route can still choose another target.
     */
    ChatStream stream(ProviderCall call);

    /** The answer as bytes, such as speech, for the operations that {@link io.serai.api.call.Operation#isBinary answer so}. */
    default ByteStream bytes(ProviderCall call) {
        throw new UnsupportedOperationException(
                "not offered: " + call.operation().label());
    }

    /**
     * Which fields of the request the provider would not be told; asks nobody. Breaks with a {@code caller_bad_request} where nothing can be
     * made of it.
     */
    default List<String> dropped(ProviderCall call, AnswerForm form) {
        return List.of();
    }

    /** How many tokens a model answers with at most where the request sets no limit; empty where that is not known. Asks nobody. */
    default OptionalLong mostOutput(String model) {
        return OptionalLong.empty();
    }

    /** Whether calls can succeed; asks nobody. */
    default ModelCard.Status status() {
        return ModelCard.Status.READY;
    }
}
