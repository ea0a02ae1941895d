package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer for front ends, with one step, {@code model:*}: a caller that names further models in {@code models} (<a
 * href="https://openrouter.ai/docs/guides/routing/model-fallbacks">OpenRouter's word</a>) or {@code fallbacks} (<a
 * href="https://docs.litellm.ai/docs/proxy/reliability">LiteLLM's</a>) gets the answer of the first that has one. Each is called as if it
 * had been named in {@code model}, with all that the caller may and may not do.
 */
public final class ClientChoice extends LoadBalancerSupport {

    private static final int MOST = 8;

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncProcessor step = doGetProcessors()[0];
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> request && (request.containsKey("models") || request.containsKey("fallbacks"))) {
            try {
                first(models(exchange, request), without(request), step, exchange);
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
        } else {
            try {
                step.process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
        }
        callback.done(true);
        return true;
    }

    private static void first(Set<String> models, Map<String, Object> request, AsyncProcessor step, Exchange exchange) {
        SeraiException failure = null;
        for (String model : models) {
            Exchange copy = ExchangeHelper.createCopy(exchange, true);
            copy.getMessage().setHeader(CallNames.MODEL, model);
            Map<String, Object> own = new LinkedHashMap<>(request);
            own.put("model", model);
            copy.getMessage().setBody(own);
            SeraiException last = call(step, copy);
            if (last == null) {
                ExchangeHelper.copyResults(exchange, copy);
                return;
            }
            if (failure == null || !isAboutTheName(last)) {
                failure = last;
            }
            if (!isAboutTheName(last) && isForAll(last)) {
                break;
            }
        }
        exchange.setException(failure);
    }

    private static @Nullable SeraiException call(AsyncProcessor step, Exchange copy) {
        try {
            step.process(copy);
            if (copy.getException() != null) {
                throw SeraiException.of(copy.getException());
            }
            if (copy.getMessage().getBody() instanceof ChatStream stream) {
                copy.getMessage().setBody(CommittedStream.of(stream, Witness.NONE));
            }
            return null;
        } catch (Exception e) {
            return SeraiException.of(e);
        }
    }

    /** What is the caller's fault is so with every model, and what one refuses for its content is not carried from one to the next. */
    private static boolean isForAll(SeraiException failure) {
        return switch (Recourse.after(failure)) {
            case NOBODY, CONTENT_POLICY -> true;
            case ANYBODY, LARGER_WINDOW -> false;
        };
    }

    /** Says something about one model. */
    private static boolean isAboutTheName(SeraiException failure) {
        return switch (failure.kind()) {
            case CALLER_NOT_FOUND, CALLER_FORBIDDEN, POLICY_SUBSCRIPTION_REQUIRED -> true;
            default -> false;
        };
    }

    /** All that are named, each once, the one in {@code model} first. */
    private static Set<String> models(Exchange exchange, Map<?, ?> request) {
        Set<String> names = new LinkedHashSet<>();
        names.add(exchange.getMessage().getHeader(CallNames.MODEL, "", String.class));
        for (String member : List.of("models", "fallbacks")) {
            Object value = request.get(member);
            if (value == null) {
                continue;
            }
            if (!(value instanceof List<?> list) || list.size() > MOST) {
                throw wrong(member, "a list of at most " + MOST + " models");
            }
            for (int i = 0; i < list.size(); i++) {
                names.add(name(list.get(i), member + "[" + i + "]"));
            }
        }
        names.remove("");
        return names;
    }

    private static String name(@Nullable Object element, String path) {
        Object name = element instanceof Map<?, ?> members ? members.get("model") : element;
        if (name instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(path, "the name of a model");
    }

    private static SeraiException wrong(String param, String expected) {
        return new CallerException(ErrorKind.CALLER_BAD_REQUEST, "Expected '" + param + "' to be " + expected + ".")
                .withParam(param);
    }

    private static Map<String, Object> without(Map<?, ?> request) {
        Map<String, Object> rest = new LinkedHashMap<>();
        request.forEach((name, value) -> rest.put(name.toString(), value));
        rest.remove("models");
        rest.remove("fallbacks");
        return rest;
    }
}
