package io.serai.providers.contract;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.providers.http.Translator;
import io.serai.providers.spi.Backend;
import java.util.Map;

/** A dialect's provider in the situations that the contract speaks of. Found by service file, as dialects are. */
public interface ProviderFixture extends AutoCloseable {

    /** The dialect's name. */
    String dialect();

    /** What the contract asks of it: chat, or what a dialect offers that has none. */
    default Operation operation() {
        return Operation.CHAT;
    }

    /** A request of that operation, in canonical form. */
    default Map<String, Object> request() {
        return ChatRequest.ofText("Say hello.").map();
    }

    /**
     * A translator of this dialect, for golden cases; the secret, where it has one, is {@code sk-test}.
     *
     * @param options of the provider
     */
    default Translator translator(Map<String, Object> options) {
        throw new UnsupportedOperationException(dialect() + " translates nothing");
    }

    /** The bytes of one event of a golden stream, for dialects whose framing is not text. */
    default byte[] frame(Map<?, ?> event) {
        throw new UnsupportedOperationException(dialect() + " frames nothing");
    }

    /** Answers; in chat with several chunks of text. */
    Backend answering();

    /** Refuses with this HTTP status, and {@code Retry-After: 7} where the status is 429 or 503. */
    Backend refusing(int status);

    /** Says nothing, ever. */
    Backend silent();

    /** Breaks off after the first chunks. */
    Backend cutting();

    @Override
    void close() throws Exception;
}
