package io.serai.processors.gemini;

import io.serai.api.call.CallNames;
import io.serai.api.error.CallerException;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a caller posted to a method of a model, and wants to be told of the answer.
 *
 * @param target from the path
 * @param asked as all front ends leave it
 * @param form of a stream
 * @param thoughts whether they are to be seen
 */
record Posted(Target target, Asked asked, StreamForm form, Thoughts thoughts) {

    /** Property of an exchange. */
    private static final String PROPERTY = "SeraiGeminiPosted";

    /** Reads the request, and leaves the canonical one on its exchange. */
    static void read(Exchange exchange) {
        Message message = exchange.getMessage();
        Target target = Target.of(message.getHeader(Exchange.HTTP_PATH, "", String.class));
        StreamForm form = StreamForm.of(message.getHeader(Exchange.HTTP_QUERY, "", String.class));
        // It may hold the caller's key, and Camel's HTTP producers would send it on.
        message.removeHeader(Exchange.HTTP_QUERY);
        Node given = new Node(Spelling.plain(RequestBody.read(message)));
        Map<String, Object> request = canonical(given, target);
        Asked asked = new Asked(target.model(), Asked.Form.of(target.method() == Method.STREAM), true);
        Posted posted = new Posted(target, asked, form, Thoughts.wanted(given));
        message.setBody(request);
        if (form == StreamForm.ARRAY) {
            // Its heart beats in the comments of a stream of events; JSON has none.
            exchange.removeProperty(CallNames.HEARTBEAT);
        }
        RequestHeaders.set(exchange, target.method().operation(), asked);
        exchange.setProperty(PROPERTY, posted);
    }

    /** What was read; of a route without a reader what its headers tell. */
    static Posted of(Exchange exchange) {
        Posted posted = exchange.getProperty(PROPERTY, Posted.class);
        if (posted != null) {
            return posted;
        }
        Asked asked = Asked.of(exchange);
        Method method = asked.form() == Asked.Form.STREAMED ? Method.STREAM : Method.GENERATE;
        return new Posted(new Target(asked.model(), method), asked, StreamForm.EVENTS, Thoughts.HIDDEN);
    }

    private static Map<String, Object> canonical(Node given, Target target) {
        switch (target.method()) {
            case GENERATE, STREAM -> GeminiRules.GENERATE.check(given.map(), Path.REQUEST);
            case COUNT -> GeminiRules.COUNT.check(given.map(), Path.REQUEST);
            case EMBED -> GeminiRules.EMBED.check(given.map(), Path.REQUEST);
            case BATCH_EMBED -> GeminiRules.BATCH_EMBED.check(given.map(), Path.REQUEST);
        }
        return switch (target.method()) {
            case GENERATE, STREAM -> CanonicalRequest.of(given, target);
            case COUNT ->
                CanonicalRequest.of(
                        given.has("generateContentRequest") ? given.object("generateContentRequest") : given, target);
            case EMBED -> EmbedWords.one(given, target);
            case BATCH_EMBED -> EmbedWords.batch(given, target);
        };
    }

    static RuntimeException unknownForm() {
        return CallerException.badField("alt", "`alt` must be one of json, sse.");
    }
}
