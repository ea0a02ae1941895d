package io.serai.providers.ai;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallNames;
import io.serai.api.call.CallNotes;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.call.TimeLimits;
import io.serai.api.caller.Caller;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.meter.Meter;
import io.serai.providers.Provider;
import io.serai.providers.exchange.CallBody;
import io.serai.providers.exchange.Companions;
import io.serai.providers.exchange.Streaming;
import io.serai.providers.faults.Faults;
import io.serai.providers.faults.FaultyBackend;
import io.serai.providers.keys.OnlyKey;
import io.serai.providers.spi.Backend;
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
        Timeouts timeouts = endpoint.timeouts(target.provider().timeouts())
                .within(exchange.getProperty(CallNames.TIME_LIMITS, TimeLimits.NONE, TimeLimits.class));
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
        AttemptCheck.Ask ask = new AttemptCheck.Ask(
                exchange.getProperty(CallNames.CALLER, Caller.class),
                exchange.getProperty(CallNames.REQUEST_ID, "", String.class),
                exchange.getProperty(CallNames.ASKED, "", String.class),
                target.name(),
                target.model(),
                asked,
                request,
                stream,
                target.provider().backend().mostOutput(target.model()),
                Companions.tags(exchange),
                meter);
        AiCall.Form form = stream ? AiCall.Form.STREAM : asked.isBinary() ? AiCall.Form.BYTES : AiCall.Form.WHOLE;
        AiCall.Naming naming = endpoint.isAsRequested() ? AiCall.Naming.BY_CALLER : AiCall.Naming.BY_ROUTE;
        AttemptCheck check = endpoint.getComponent().check();
        AiCall making = new AiCall(exchange, meter, target.name(), naming, form, endpoint.getOutput(), check, ask);
        make(making, call, target.provider());
    }

    /** By the provider's only key, or by one of several after the other. */
    private void make(AiCall making, ProviderCall call, Provider.Opened provider) {
        Faults asked = askedFaults(making.exchange());
        if (provider.keys().isEmpty()) {
            makeByOnlyKey(making, call, provider, asked);
            return;
        }
        CallNotes.Losses losses = losses(making.exchange());
        provider.keys()
                .get()
                .call(
                        call.model(),
                        ReasoningDetail.account(call.request()).orElse(""),
                        call.deadline(),
                        key -> making.make(
                                faulty(key.backend(), key.label(), asked, making, key::pretended),
                                call.again(new CallNotes(losses)),
                                key.label(),
                                key::brokenOff));
    }

    private void makeByOnlyKey(AiCall making, ProviderCall call, Provider.Opened provider, @Nullable Faults asked) {
        try {
            making.make(
                    faulty(provider.backend(), "", asked, making, () -> {}),
                    call,
                    "",
                    failure -> tell(provider.onlyKey(), making, failure));
            provider.onlyKey().accepted();
        } catch (SeraiException e) {
            tell(provider.onlyKey(), making, e);
            throw e;
        }
    }

    private static void tell(OnlyKey key, AiCall making, SeraiException failure) {
        if (!making.exchange().getProperty(CallNames.FAULT_MET, false, Boolean.class)) {
            key.failed(failure);
        }
    }

    /** Where a caller makes calls fail, nobody else is to suffer for it: what has met such a fault says so. */
    private Backend faulty(Backend backend, String key, @Nullable Faults asked, AiCall making, Runnable whenAskedMet) {
        if (asked != null) {
            return new FaultyBackend(backend, asked, making.provider(), key, () -> {
                making.exchange().setProperty(CallNames.FAULT_MET, true);
                whenAskedMet.run();
            });
        }
        Faults set = endpoint.faults();
        return set == null ? backend : new FaultyBackend(backend, set, making.provider(), key, () -> {});
    }

    private static @Nullable Faults askedFaults(Exchange exchange) {
        String asked = exchange.getMessage().getHeader(AiConstants.FAULT, String.class);
        return asked == null || asked.isBlank() ? null : Faults.ofHeader(AiConstants.FAULT, asked);
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
