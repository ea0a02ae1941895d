package io.serai.providers.exchange;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A call's request taken from a message, and its answer put into one, so that steps before and after need no ceremony. */
public final class CallBody {

    private CallBody() {}

    /**
     * The request in the body: a map in canonical form as it is, a list of messages, a text as one user message, the answer of an
     * earlier call as one user message with its text. Never copies a map.
     */
    public static Map<String, Object> request(Exchange exchange, Operation operation) {
        Object body = exchange.getMessage().getBody();
        if (operation == Operation.EMBED && !(body instanceof Map)) {
            return input(body instanceof List<?> ? body : text(exchange, body));
        }
        if (body instanceof Map<?, ?> map) {
            Map<String, Object> known = cast(map);
            return isAnswer(known)
                    ? ChatRequest.ofText(new ChatResponse(known).text()).map()
                    : known;
        }
        if (body instanceof List<?> messages) {
            return ChatRequest.ofMessages(messages).map();
        }
        if (body instanceof ChatStream stream) {
            return ChatRequest.ofText(new ChatResponse(stream.collect()).text()).map();
        }
        return ChatRequest.ofText(text(exchange, body)).map();
    }

    /** Whether the caller wants a stream, for {@link Streaming#auto}. */
    public static boolean streamAsked(Exchange exchange, Map<String, Object> request) {
        Object asked = request.get("stream");
        return asked instanceof Boolean stream
                ? stream
                : Boolean.TRUE.equals(exchange.getMessage().getHeader(CallNames.STREAM));
    }

    /** Whether this call streams. */
    public static boolean streams(Exchange exchange, Map<String, Object> request, Streaming streaming, Output output) {
        if (output != Output.answer) {
            return false;
        }
        return switch (streaming) {
            case always -> true;
            case never -> false;
            case auto -> streamAsked(exchange, request);
        };
    }

    /** What the caller asked for by the header {@code SeraiOperation}; a chat where there is none. */
    public static Operation operation(Exchange exchange) {
        String label = exchange.getMessage().getHeader(CallNames.OPERATION, String.class);
        return label == null ? Operation.CHAT : Operation.of(label).orElse(Operation.CHAT);
    }

    /** Puts an answer into the body, as the output wants it. */
    public static void answer(Exchange exchange, Map<String, Object> answer, Output output) {
        Message message = exchange.getMessage();
        switch (output) {
            case answer -> message.setBody(answer);
            case text -> message.setBody(new ChatResponse(answer).text());
            case json -> message.setBody(json(new ChatResponse(answer).text()));
        }
    }

    /** A text read as JSON; what is not JSON is the model's fault. */
    public static @Nullable Object json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Json.standard().read(bytes, 0, bytes.length);
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.PROVIDER_BAD_RESPONSE, "The model's answer is " + e.getMessage() + ", expected JSON.");
        }
    }

    private static boolean isAnswer(Map<String, Object> map) {
        return map.containsKey("choices") && !map.containsKey("messages");
    }

    private static Map<String, Object> input(Object input) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("input", input);
        return request;
    }

    private static String text(Exchange exchange, @Nullable Object body) {
        String text = body == null ? null : exchange.getMessage().getBody(String.class);
        if (text == null) {
            if (body == null) {
                throw new CallerException(
                        ErrorKind.CALLER_BAD_REQUEST, "A model was called without a request: the body is empty.");
            }
            throw new GatewayException(
                    ErrorKind.GATEWAY_INTERNAL,
                    "A model was called with a body of type " + body.getClass().getName()
                            + "; expected a request map, a list of messages or a text.");
        }
        return text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
