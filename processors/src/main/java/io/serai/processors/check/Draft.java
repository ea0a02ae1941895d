package io.serai.processors.check;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.ToolCall;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An answer that nobody has seen yet, with the request it answers. Of several choices the first is looked at.
 *
 * @param request as the caller sent it; without members where it is not known
 * @param answer whole
 */
public record Draft(Map<String, Object> request, Map<String, Object> answer) {

    /** Variable of an exchange: the request, for checks that stand behind the call which has taken it from the body. */
    public static final String REQUEST = "SeraiRequest";

    /** The answer in the body, a stream being read to its end and left there as a whole, and the request in the variable {@value #REQUEST}. */
    public static Draft in(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Map<String, Object> answer = whole(body);
        if (body instanceof ChatStream) {
            exchange.getMessage().setBody(answer);
        }
        Object request = exchange.getVariable(REQUEST);
        return new Draft(request instanceof Map<?, ?> known ? cast(known) : Map.of(), answer);
    }

    /** The text of the answer; empty where it calls tools instead. */
    public String text() {
        return new ChatResponse(answer).text();
    }

    public Map<String, Object> message() {
        return choice().get("message") instanceof Map<?, ?> message ? cast(message) : Map.of();
    }

    public List<ToolCall> calls() {
        return ToolCall.in(message());
    }

    /** Whether the answer is tool calls and no text: what is expected of a text is not expected of them. */
    public boolean isToolCall() {
        return !calls().isEmpty() && text().isBlank();
    }

    /** OpenAI's {@code finish_reason}; empty where there is none. */
    public String finishReason() {
        return choice().get("finish_reason") instanceof String reason ? reason : "";
    }

    /** The first choice. */
    public Map<String, Object> choice() {
        return answer.get("choices") instanceof List<?> choices
                        && !choices.isEmpty()
                        && choices.get(0) instanceof Map<?, ?> first
                ? cast(first)
                : Map.of();
    }

    private static Map<String, Object> whole(@Nullable Object body) {
        if (body instanceof ChatStream stream) {
            return stream.collect();
        }
        if (body instanceof Map<?, ?> map && map.containsKey("choices")) {
            return cast(map);
        }
        if (body instanceof CharSequence text) {
            return ChatResponse.ofText("", text.toString()).map();
        }
        throw new GatewayException(
                ErrorKind.GATEWAY_INTERNAL,
                "Expected the answer of a model in the body, found "
                        + (body == null
                                ? "nothing"
                                : body instanceof Map
                                        ? "a map without choices"
                                        : body.getClass().getName())
                        + ".");
    }

    /** Requests and answers are JSON objects, whose names are strings. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** The request that a body of a route stands for: a map is one, a list is its messages, a text its only message. */
    static Map<String, Object> request(@Nullable Object body) {
        if (body instanceof Map<?, ?> map) {
            return cast(map);
        }
        if (body instanceof List<?> messages) {
            return ChatRequest.ofMessages(messages).map();
        }
        return ChatRequest.ofText(body == null ? "" : body.toString()).map();
    }
}
