package io.serai.providers.ai;

import io.serai.api.call.CallNames;
import io.serai.api.call.CallNotes;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.providers.Provider;
import io.serai.providers.exchange.CallBody;
import io.serai.providers.exchange.Companions;
import io.serai.providers.exchange.Output;
import io.serai.providers.exchange.Streaming;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.serai.providers.tokens.TokenCounter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call and waits for it on the calling thread, a virtual one in the gateway: after an asynchronous producer the route would go
 * on on an event loop, which the next blocking step would stop.
 */
final class AiProducer extends DefaultProducer {

    private final AiEndpoint endpoint;
    private final Streaming streaming;
    private final @Nullable Operation operation;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    AiProducer(AiEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.streaming = Streaming.of(endpoint.getStream());
        this.operation = endpoint.getOperation() == null
                ? null
                : Operation.of(endpoint.getOperation()).orElseThrow();
        endpoint.getParameters().forEach((name, value) -> parameters.put(name, typed(value)));
    }

    @Override
    public void process(Exchange exchange) {
        Target target = target(exchange);
        Operation asked = operation == null ? CallBody.operation(exchange) : operation;
        boolean offered = target.provider().dialect().operations().contains(asked);
        if (!offered && asked != Operation.COUNT_TOKENS) {
            throw new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST,
                            "The provider '" + target.name() + "' does not offer the operation '" + asked.label()
                                    + "'.")
                    .withParam("model");
        }
        Map<String, Object> request = withParameters(CallBody.request(exchange, asked));
        Meter meter = Companions.meter(exchange);
        if (!offered) {
            exchange.getMessage().setBody(Map.of("input_tokens", TokenCounter.prompt(request)));
            return;
        }
        Timeouts timeouts = endpoint.timeouts(target.provider().timeouts());
        ProviderCall call = new ProviderCall(
                asked,
                target.model(),
                request,
                timeouts,
                Deadline.after(timeouts.total()).earlierOf(Companions.deadline(exchange)),
                Companions.cancellation(exchange),
                new CallNotes(losses(exchange)));
        boolean stream =
                asked == Operation.CHAT && CallBody.streams(exchange, request, streaming, endpoint.getOutput());
        Attempt attempt = meter.begin(target.name(), target.model(), asked);
        try {
            if (stream) {
                MeteredStream chunks = new MeteredStream(target.provider().backend().stream(call), attempt);
                attempt.report(call.notes());
                call.cancellation().whenAnswered(chunks::close);
                exchange.getMessage().setBody(chunks);
            } else if (asked.isBinary()) {
                MeteredBytes bytes =
                        new MeteredBytes(target.provider().backend().bytes(call), attempt);
                attempt.report(call.notes());
                call.cancellation().whenAnswered(bytes::close);
                exchange.getMessage().setBody(bytes);
            } else {
                Map<String, Object> answer = target.provider().backend().answer(call);
                Usage.in(answer).ifPresent(attempt::report);
                if (answer.get("model") instanceof String named) {
                    attempt.reportModel(named);
                }
                attempt.report(call.notes());
                attempt.succeed();
                CallBody.answer(exchange, answer, asked == Operation.CHAT ? endpoint.getOutput() : Output.answer);
            }
        } catch (RuntimeException e) {
            SeraiException failure = SeraiException.of(e);
            if (failure.kind() == ErrorKind.CALLER_GONE) {
                attempt.cancel();
            } else {
                attempt.fail(failure.kind());
            }
            throw failure;
        }
    }

    /** As the endpoint says, or else the caller. */
    private CallNotes.Losses losses(Exchange exchange) {
        return endpoint.isStrict()
                        || "true".equalsIgnoreCase(exchange.getMessage().getHeader(AiConstants.STRICT, String.class))
                ? CallNotes.Losses.REFUSED
                : CallNotes.Losses.REPORTED;
    }

    /** Whom to call. */
    private record Target(String name, Provider.Opened provider, String model) {}

    private Target target(Exchange exchange) {
        String name = endpoint.getProvider();
        String model = endpoint.getModel();
        if (endpoint.isAsRequested()) {
            String requested = exchange.getMessage().getHeader(CallNames.MODEL, "", String.class);
            int slash = requested.indexOf('/');
            if (slash < 1 || slash == requested.length() - 1) {
                throw unknownModel(requested);
            }
            name = requested.substring(0, slash);
            model = requested.substring(slash + 1);
        }
        Provider.Opened provider = endpoint.getComponent().provider(name);
        if (provider == null) {
            if (endpoint.isAsRequested()) {
                throw unknownModel(name + "/" + model);
            }
            throw new GatewayException(
                    ErrorKind.GATEWAY_INTERNAL, "The route calls the provider '" + name + "', which is not declared.");
        }
        return new Target(name, provider, model);
    }

    /** The request fields that the endpoint sets, as they are sent. */
    Map<String, Object> parameters() {
        return parameters;
    }

    private static SeraiException unknownModel(String name) {
        return new CallerException(ErrorKind.CALLER_NOT_FOUND, "The model `" + name + "` does not exist.")
                .withParam("model")
                .withCode("model_not_found");
    }

    private Map<String, Object> withParameters(Map<String, Object> request) {
        if (parameters.isEmpty()) {
            return request;
        }
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.putAll(parameters);
        return changed;
    }

    /** URI options are texts: {@code 0.2}, {@code true} and {@code {"a":1}} are meant as JSON, anything else as a text. */
    private static Object typed(Object option) {
        byte[] text = option.toString().getBytes(StandardCharsets.UTF_8);
        try {
            Object value = Json.standard().read(text, 0, text.length);
            return value == null ? option : value;
        } catch (JsonException notJson) {
            return option;
        }
    }
}
