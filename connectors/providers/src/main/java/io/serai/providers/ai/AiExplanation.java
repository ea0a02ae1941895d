package io.serai.providers.ai;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.call.TimeLimits;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Inquiry;
import io.serai.providers.Provider;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import io.serai.providers.tokens.TokenCounter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a call of a provider would be like. */
final class AiExplanation {

    private final AiEndpoint endpoint;
    private final Inquiry inquiry;

    AiExplanation(AiEndpoint endpoint, Inquiry inquiry) {
        this.endpoint = endpoint;
        this.inquiry = inquiry;
    }

    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        String target = target();
        int slash = target.indexOf('/');
        told.put("target", target);
        Provider.Opened provider = slash < 1 ? null : endpoint.getComponent().provider(target.substring(0, slash));
        if (provider == null) {
            told.put("refused", "The provider is not declared.");
            return told;
        }
        told.put("status", provider.backend().status().name().toLowerCase(Locale.ROOT));
        told.put("timeouts_ms", millis(timeouts(provider)));
        call(provider, target.substring(slash + 1), told);
        return told;
    }

    private String target() {
        return endpoint.isAsRequested() ? inquiry.model() : endpoint.getProvider() + "/" + endpoint.getModel();
    }

    private void call(Provider.Opened provider, String model, Map<String, Object> told) {
        String own = endpoint.getOperation();
        Operation asked = own == null ? inquiry.operation() : Operation.of(own).orElse(inquiry.operation());
        if (!provider.dialect().operations().contains(asked)) {
            told.put("refused", "The provider does not offer the operation '" + asked.label() + "'.");
            return;
        }
        if (asked == Operation.CHAT) {
            told.put("estimated_input_tokens", TokenCounter.prompt(inquiry.request()));
        }
        Map<String, Object> request = new LinkedHashMap<>(inquiry.request());
        request.putAll(endpoint.getParameters());
        ProviderCall call =
                new ProviderCall(asked, model, request, provider.timeouts(), Deadline.NEVER, new Cancellation());
        try {
            List<String> dropped = provider.backend().dropped(call, inquiry.form());
            told.put("dropped", dropped);
            if (endpoint.isStrict() && !dropped.isEmpty()) {
                told.put("refused", "The provider can't be told every field, and the step is strict.");
            }
        } catch (RuntimeException e) {
            told.put("refused", SeraiException.of(e).getMessage());
        }
    }

    /** With the limits that a route has set for the calls below it. */
    private Timeouts timeouts(Provider.Opened provider) {
        TimeLimits limits = inquiry.exchange() instanceof Exchange exchange
                ? exchange.getProperty(CallNames.TIME_LIMITS, TimeLimits.NONE, TimeLimits.class)
                : TimeLimits.NONE;
        return endpoint.timeouts(provider.timeouts()).within(limits);
    }

    private static Map<String, Object> millis(Timeouts timeouts) {
        Map<String, Object> told = new LinkedHashMap<>();
        put("connect", timeouts.connect(), told);
        put("first_token", timeouts.firstToken(), told);
        put("idle", timeouts.idle(), told);
        put("total", timeouts.total(), told);
        return told;
    }

    private static void put(String name, @Nullable Duration duration, Map<String, Object> into) {
        if (duration != null) {
            into.put(name, duration.toMillis());
        }
    }
}
