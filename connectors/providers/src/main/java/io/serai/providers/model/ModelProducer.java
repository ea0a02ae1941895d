package io.serai.providers.model;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.trace.Decision.Turn;
import io.serai.api.trace.Trace;
import io.serai.providers.exchange.CallBody;
import io.serai.providers.exchange.Companions;
import io.serai.providers.exchange.Streaming;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Calls a published route on the calling thread, with the same exchange, and gives back its answer in canonical form. */
final class ModelProducer extends DefaultProducer {

    /** The model that the caller named. Only front ends call it so: what it may not know of stays hidden from it. */
    private static final String AS_REQUESTED = "*";

    private static final String DEPTH = "SeraiModelDepth";
    private static final int DEEPEST = 32;

    private static final String UNKNOWN = "model_not_found";

    private final ModelEndpoint endpoint;
    private final Streaming streaming;
    private final boolean asRequested;

    ModelProducer(ModelEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.streaming = Streaming.of(endpoint.getStream());
        this.asRequested = endpoint.getName().equals(AS_REQUESTED);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String outer = message.getHeader(CallNames.MODEL, String.class);
        String name = asRequested ? (outer == null ? "" : outer) : endpoint.getName();
        ModelConsumer route = route(name);
        Operation operation = CallBody.operation(exchange);
        if (asRequested) {
            name = admit(exchange, name, route, operation);
            route = route(name);
        }
        refuseIfSuspended(route, name);
        if (!route.card().operations().contains(operation)) {
            throw new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST,
                            "The model `" + name + "` does not offer the operation '" + operation.label() + "'.")
                    .withParam("model");
        }
        refuseIfGone(exchange);
        // Before any split or multicast copies the exchange: the copies share it.
        Companions.meter(exchange);
        Map<String, Object> request = CallBody.request(exchange, operation);
        boolean stream =
                operation == Operation.CHAT && CallBody.streams(exchange, request, streaming, endpoint.getOutput());
        boolean outerStream = CallBody.streamAsked(exchange, Map.of());
        int depth = enter(exchange, name);
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.note(route.getRouteId(), Turn.MODEL, name, "");
        }
        message.setBody(request(request, stream));
        message.setHeader(CallNames.MODEL, name);
        message.setHeader(CallNames.STREAM, stream);
        try {
            route.getProcessor().process(exchange);
        } finally {
            exchange.setProperty(DEPTH, depth);
        }
        Message answered = exchange.getMessage();
        restore(answered, outer, outerStream);
        if (exchange.getException() == null) {
            answered.setBody(answer(answered.getBody(), name, operation, stream));
        }
    }

    /**
     * Asks whether the caller may call the model that it has named.
     *
     * @return the model to be called: another one, where a limit says so
     */
    private String admit(Exchange exchange, String name, ModelConsumer route, Operation operation) {
        ModelRegistry models = endpoint.getComponent().models();
        CallCheck check = models.check();
        if (check == CallCheck.ALLOWED) {
            exchange.setProperty(CallNames.ASKED, name);
            return name;
        }
        CallCheck.Ask ask = new CallCheck.Ask(
                exchange.getProperty(CallNames.CALLER, Caller.class),
                exchange.getProperty(CallNames.REQUEST_ID, "", String.class),
                models.subject(name, route),
                operation,
                Companions.tags(exchange),
                exchange.getMessage().getHeader(CallNames.REGION, "", String.class),
                exchange.getProperty(CallNames.ASKED) == null ? CallCheck.Turn.FIRST : CallCheck.Turn.LATER);
        CallCheck.Permit permit = admit(check, exchange, name, ask);
        permit.limits().ifPresent(limits -> exchange.setProperty(CallNames.LIMITS, limits));
        permit.budgetLeft().ifPresent(left -> exchange.setProperty(CallNames.BUDGET_LEFT, left));
        if (!permit.equals(CallCheck.Permit.PLAIN)) {
            Companions.whenDone(exchange, permit.ended());
        }
        // Not by an alias: its attempts are counted by the limits that have counted the request.
        exchange.setProperty(CallNames.ASKED, permit.instead().orElse(ask.card().id()));
        return permit.instead().orElse(name);
    }

    /** Whoever may not know of a model is told of it by the name that it was asked for by, and no other. */
    private static CallCheck.Permit admit(CallCheck check, Exchange exchange, String name, CallCheck.Ask ask) {
        try {
            return check.admit(ask);
        } catch (PolicyException e) {
            check.limits(ask).ifPresent(limits -> exchange.setProperty(CallNames.LIMITS, limits));
            throw e;
        } catch (CallerException e) {
            throw e.code().filter(UNKNOWN::equals).isPresent() ? unknown(name) : e;
        }
    }

    private ModelConsumer route(String name) {
        ModelRegistry models = endpoint.getComponent().models();
        ModelConsumer route = models.route(name);
        if (route == null || (asRequested && models.isHidden(route.card()))) {
            throw unknown(name);
        }
        return route;
    }

    private static SeraiException unknown(String name) {
        return new CallerException(ErrorKind.CALLER_NOT_FOUND, "The model `" + name + "` does not exist.")
                .withParam("model")
                .withCode(UNKNOWN);
    }

    /** To be asked once it is known that the caller may know of the model. */
    private static void refuseIfSuspended(ModelConsumer route, String name) {
        if (!route.isRunAllowed() || route.isSuspended()) {
            throw new GatewayException(
                    ErrorKind.GATEWAY_OVERLOADED, "The model `" + name + "` is suspended at the moment.");
        }
    }

    private static void refuseIfGone(Exchange exchange) {
        if (Companions.cancellation(exchange).isCancelled()) {
            throw new CallerException(ErrorKind.CALLER_GONE, "The client has closed the connection.");
        }
    }

    private static int enter(Exchange exchange, String name) {
        Integer depth = exchange.getProperty(DEPTH, Integer.class);
        int outer = depth == null ? 0 : depth;
        if (outer >= DEEPEST) {
            throw new GatewayException(
                            ErrorKind.GATEWAY_INTERNAL,
                            "Models call each other more than " + DEEPEST + " deep, last `" + name
                                    + "`: is there a loop?")
                    .withCode(GatewayException.LOOP);
        }
        exchange.setProperty(DEPTH, outer + 1);
        return outer;
    }

    /** A call whose output is not streamed must not let the called route stream because the outer caller did. */
    private static Map<String, Object> request(Map<String, Object> request, boolean stream) {
        if (stream == Boolean.TRUE.equals(request.get("stream")) || !request.containsKey("stream")) {
            return request;
        }
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.put("stream", stream);
        if (!stream) {
            changed.remove("stream_options");
        }
        return changed;
    }

    private static void restore(Message message, @Nullable String model, boolean stream) {
        if (model == null) {
            message.removeHeader(CallNames.MODEL);
        } else {
            message.setHeader(CallNames.MODEL, model);
        }
        message.setHeader(CallNames.STREAM, stream);
    }

    private @Nullable Object answer(@Nullable Object body, String name, Operation operation, boolean stream) {
        if (operation != Operation.CHAT) {
            return body;
        }
        if (stream && body instanceof ChatStream) {
            return body;
        }
        Map<String, Object> answer = whole(body, name);
        if (asRequested && !answer.containsKey("choices") && answer.containsKey("messages")) {
            // So it is where a breaker ignores an exception (Camel 4.18.0). A caller must not take it for an answer.
            throw unfinished(name, "the request");
        }
        if (stream) {
            return ChatStream.of(answer);
        }
        return switch (endpoint.getOutput()) {
            case answer -> answer;
            case text -> new ChatResponse(answer).text();
            case json -> CallBody.json(new ChatResponse(answer).text());
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> whole(@Nullable Object body, String name) {
        if (body instanceof ChatStream chunks) {
            return chunks.collect();
        }
        if (body instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (body instanceof CharSequence text) {
            return ChatResponse.ofText(name, text.toString()).map();
        }
        throw unfinished(name, body == null ? "nothing" : body.getClass().getName());
    }

    private static SeraiException unfinished(String name, String found) {
        return new GatewayException(
                ErrorKind.GATEWAY_INTERNAL,
                "The route of the model `" + name + "` ends with " + found
                        + " in the body; expected an answer or a text.");
    }
}
