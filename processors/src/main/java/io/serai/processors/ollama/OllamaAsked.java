package io.serai.processors.ollama;

import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a reader leaves for the writer of the same request.
 *
 * @param endpoint that was called
 * @param wish what is to be done
 * @param begun when the request had been read, in nanoseconds of {@code nanos}
 * @param nanos the clock
 */
record OllamaAsked(Endpoint endpoint, Wish wish, long begun, LongSupplier nanos) {

    /** Property of an exchange. */
    static final String PROPERTY = "SeraiOllama";

    /** Where text is told. */
    enum Endpoint {
        CHAT,
        GENERATE,
        EMBED,
        /** The older way to embed one text. */
        EMBEDDINGS
    }

    /** What a request asks for: one without a prompt asks for a model to be there, or to go. */
    enum Wish {
        ANSWER(""),
        LOAD("load"),
        UNLOAD("unload");

        private final String doneReason;

        Wish(String doneReason) {
            this.doneReason = doneReason;
        }

        /** Ollama's word for the end of it. */
        String doneReason() {
            return doneReason;
        }
    }

    static OllamaAsked now(Endpoint endpoint, Wish wish) {
        LongSupplier nanos = System::nanoTime;
        return new OllamaAsked(endpoint, wish, nanos.getAsLong(), nanos);
    }

    /** What the reader left; in a route without one, a chat that begins now. */
    static OllamaAsked of(Exchange exchange) {
        @Nullable OllamaAsked asked = exchange.getProperty(PROPERTY, OllamaAsked.class);
        return asked == null ? now(Endpoint.CHAT, Wish.ANSWER) : asked;
    }

    /** How long it has taken, in nanoseconds. */
    long taken() {
        return nanos.getAsLong() - begun;
    }
}
