package io.serai.processors.frontend;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatRequest;
import org.apache.camel.Exchange;

/**
 * What the caller asked of the form of the answer. Kept apart from the request, which a route may replace.
 *
 * @param model by the caller's name for it
 * @param form whole or streamed
 * @param includeUsage whether a stream has a last chunk with the usage
 */
public record Asked(String model, Form form, boolean includeUsage) {

    /** Property of an exchange: what a reader left for the writer of the same front end. */
    public static final String PROPERTY = "SeraiFrontEnd";

    /** How an answer travels. */
    public enum Form {
        WHOLE,
        STREAMED;

        public static Form of(boolean stream) {
            return stream ? STREAMED : WHOLE;
        }
    }

    public static Asked of(ChatRequest request) {
        return new Asked(request.model().orElse(""), Form.of(request.stream()), request.includeUsage());
    }

    /** What the reader left, or what the headers tell in a route without one. */
    public static Asked of(Exchange exchange) {
        Asked asked = exchange.getProperty(PROPERTY, Asked.class);
        if (asked != null) {
            return asked;
        }
        String model = exchange.getMessage().getHeader(CallNames.MODEL, "", String.class);
        boolean stream = exchange.getMessage().getHeader(CallNames.STREAM, false, Boolean.class);
        return new Asked(model, Form.of(stream), false);
    }
}
