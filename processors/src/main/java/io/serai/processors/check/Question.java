package io.serai.processors.check;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * What a caller has asked, to be put to several models, each on a copy of the exchange. What the models do to their copies is not seen
 * but for the answer that is taken over.
 */
public final class Question {

    private final Exchange exchange;
    private final Map<String, Object> request;
    private final boolean streamed;
    private final Cancellation cancellation;

    private Question(Exchange exchange, Map<String, Object> request, boolean streamed) {
        this.exchange = exchange;
        this.request = request;
        this.streamed = streamed;
        Cancellation known = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        this.cancellation = known == null ? new Cancellation() : known;
    }

    /** What is asked in the body of an exchange. */
    public static Question in(Exchange exchange) {
        Map<String, Object> request = Draft.request(exchange.getMessage().getBody());
        boolean streamed = request.get("stream") instanceof Boolean asked
                ? asked
                : exchange.getMessage().getHeader(CallNames.STREAM, false, Boolean.class);
        meter(exchange);
        return new Question(exchange, request, streamed);
    }

    /** Before the exchange is copied: the copies share it. */
    private static void meter(Exchange exchange) {
        if (exchange.getProperty(CallNames.METER) == null) {
            MeterListener listener = CamelContextHelper.findSingleByType(exchange.getContext(), MeterListener.class);
            exchange.setProperty(CallNames.METER, new Meter(listener == null ? MeterListener.NONE : listener));
        }
    }

    public Map<String, Object> request() {
        return request;
    }

    /** Whether an answer in words is wanted; if not, there is nothing in it to check, to compare or to merge. */
    public boolean isChat() {
        return isChat(exchange);
    }

    /** Whether an exchange asks for a chat, or is the answer to one. */
    public static boolean isChat(Exchange exchange) {
        String operation = exchange.getMessage().getHeader(CallNames.OPERATION, String.class);
        return operation == null || operation.equals(Operation.CHAT.label());
    }

    /** Set off when nobody waits for the answer any more. */
    public Cancellation cancellation() {
        return cancellation;
    }

    /** When the caller gives up. */
    public Deadline deadline() {
        Deadline known = exchange.getProperty(CallNames.DEADLINE, Deadline.class);
        return known == null ? Deadline.NEVER : known;
    }

    /** Whether asking somebody else may still be of use. */
    public boolean isWanted() {
        return deadline().remainingNanos() > 0 && !cancellation.isCancelled();
    }

    /** A copy to be asked in the form that the caller wants. */
    public Exchange asAsked() {
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        copy.setVariable(Draft.REQUEST, request);
        copy.setProperty(CallNames.CANCEL, cancellation);
        return copy;
    }

    /** A copy to be asked for an answer that is all there: it is looked at before it is given. */
    public Exchange whole() {
        return whole(request);
    }

    /** A copy to be asked something else, for an answer that is all there. */
    public Exchange whole(Map<String, Object> changed) {
        Exchange copy = asAsked();
        copy.getMessage().setBody(unstreamed(changed));
        copy.setVariable(Draft.REQUEST, changed);
        copy.getMessage().setHeader(CallNames.STREAM, false);
        return copy;
    }

    /** A copy to be asked something else, in the form that the caller wants. */
    public Exchange asAsked(Map<String, Object> changed) {
        Exchange copy = asAsked();
        copy.getMessage().setBody(changed);
        copy.setVariable(Draft.REQUEST, changed);
        copy.getMessage().setHeader(CallNames.STREAM, streamed);
        return copy;
    }

    /**
     * Puts a copy to a step and waits.
     *
     * @throws SeraiException the step's failure
     */
    public static void put(Processor step, Exchange copy) {
        try {
            step.process(copy);
        } catch (Exception e) {
            copy.setException(e);
        }
        if (copy.getException() != null) {
            throw SeraiException.of(copy.getException());
        }
    }

    private static Map<String, Object> unstreamed(Map<String, Object> request) {
        if (!request.containsKey("stream") && !request.containsKey("stream_options")) {
            return request;
        }
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.remove("stream");
        changed.remove("stream_options");
        return changed;
    }

    /** Takes over what an exchange has been answered, in the form that the caller wants. */
    public void answerWith(Exchange answered) {
        Object variable = exchange.getVariable(Draft.REQUEST);
        Object stream = exchange.getMessage().getHeader(CallNames.STREAM);
        ExchangeHelper.copyResults(exchange, answered);
        exchange.setProperty(CallNames.CANCEL, cancellation);
        restore(variable, stream);
        exchange.getMessage().setBody(inForm(exchange.getMessage().getBody()));
    }

    private void restore(@Nullable Object variable, @Nullable Object stream) {
        if (variable == null) {
            exchange.removeVariable(Draft.REQUEST);
        } else {
            exchange.setVariable(Draft.REQUEST, variable);
        }
        if (stream == null) {
            exchange.getMessage().removeHeader(CallNames.STREAM);
        } else {
            exchange.getMessage().setHeader(CallNames.STREAM, stream);
        }
    }

    private @Nullable Object inForm(@Nullable Object answer) {
        return streamed && answer instanceof Map<?, ?> whole ? ChatStream.of(Draft.cast(whole)) : answer;
    }
}
