package io.serai.processors.responses;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.json.Json;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads a request: checks it, leaves the canonical one as the body, and the call for the writer. */
record RequestReading(StoreAccess store, ResponseIds ids, InstantSource clock) {

    private static final byte[] NOTHING = {};

    void read(Exchange exchange, Operation operation) {
        Map<String, Object> asked = RequestBody.read(exchange.getMessage());
        ResponsesRules.REQUEST.check(asked, Path.REQUEST);
        Recall recall = new Recall(store.of(exchange), CallerScope.of(exchange));
        List<Map<String, Object>> input = recall.resolved(items(asked.get("input")));
        boolean isKept = operation != Operation.COUNT_TOKENS && ResponseCall.isStored(asked);
        ResponseCall call = new ResponseCall(
                ResponseIds.RESPONSE + ids.next(),
                clock.instant().getEpochSecond(),
                asked,
                recall,
                isKept ? Json.write(input) : NOTHING);
        InputMessages messages = new InputMessages(recall);
        call.previous().ifPresent(previous -> messages.add(recall.conversation(previous)));
        messages.add(input);
        exchange.getMessage().setBody(CanonicalRequest.of(asked, messages.messages()));
        RequestHeaders.set(exchange, operation, call.form());
        call.leaveOn(exchange);
    }

    private static List<Map<String, Object>> items(@Nullable Object input) {
        if (input instanceof String text) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("type", "message");
            message.putAll(ChatRequest.message("user", text));
            return List.of(message);
        }
        return Items.in(input);
    }
}
