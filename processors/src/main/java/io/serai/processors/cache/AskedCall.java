package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Tags;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.standing.AnswerForm;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * A call that has come to a cache.
 *
 * @param request in canonical form
 * @param model that is asked, by the name under which callers know it; empty where nothing names one
 * @param form in which the answer is wanted
 */
record AskedCall(Exchange exchange, Map<String, Object> request, Operation operation, String model, AnswerForm form) {

    /** What an exchange asks; empty where it is nothing that a cache knows. */
    static Optional<AskedCall> in(Exchange exchange) {
        Message message = exchange.getMessage();
        if (!(message.getBody() instanceof Map<?, ?> body)) {
            return Optional.empty();
        }
        String label = message.getHeader(CallNames.OPERATION, String.class);
        Operation operation =
                label == null ? Operation.CHAT : Operation.of(label).orElse(Operation.PREDICT);
        Map<String, Object> request = cast(body);
        boolean known =
                switch (operation) {
                    case CHAT -> request.containsKey("messages");
                    case EMBED, RERANK -> true;
                    default -> false;
                };
        return known
                ? Optional.of(
                        new AskedCall(exchange, request, operation, model(message, request), form(message, request)))
                : Optional.empty();
    }

    private static String model(Message message, Map<String, Object> request) {
        String named = message.getHeader(CallNames.MODEL, String.class);
        return named != null ? named : request.get("model") instanceof String model ? model : "";
    }

    private static AnswerForm form(Message message, Map<String, Object> request) {
        boolean streamed = request.get("stream") instanceof Boolean asked
                ? asked
                : Boolean.TRUE.equals(message.getHeader(CallNames.STREAM));
        return streamed ? AnswerForm.STREAMED : AnswerForm.WHOLE;
    }

    boolean streamed() {
        return form == AnswerForm.STREAMED;
    }

    @Nullable
    Caller caller() {
        return exchange.getProperty(CallNames.CALLER, Caller.class);
    }

    @Nullable
    Cancellation cancellation() {
        return exchange.getProperty(CallNames.CANCEL, Cancellation.class);
    }

    Deadline deadline() {
        Deadline known = exchange.getProperty(CallNames.DEADLINE, Deadline.class);
        return known == null ? Deadline.NEVER : known;
    }

    /** Of the request; a new one where none travels with it yet. */
    Meter meter() {
        Meter known = exchange.getProperty(CallNames.METER, Meter.class);
        if (known == null) {
            known = new Meter(listener(exchange));
            exchange.setProperty(CallNames.METER, known);
        }
        return known;
    }

    static MeterListener listener(Exchange exchange) {
        MeterListener listener = CamelContextHelper.findSingleByType(exchange.getContext(), MeterListener.class);
        return listener == null ? MeterListener.NONE : listener;
    }

    /** Those of the caller and of its request. */
    Set<String> tags() {
        return Tags.of(caller(), exchange.getMessage().getHeader(CallNames.TAGS, String.class));
    }

    void answer(Object body) {
        exchange.getMessage().setBody(body);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
