package io.serai.providers.responses;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.Map;

/** One call to Responses. */
final class ResponsesCall implements Translation {

    private final Asked asked;
    private final ResponseFailures failures;
    private final String account;

    ResponsesCall(Asked asked, ResponseFailures failures, String account) {
        this.asked = asked;
        this.failures = failures;
        this.account = account;
    }

    @Override
    public Outgoing outgoing() {
        RequestWriter writer = new RequestWriter(asked);
        Map<String, Object> body = writer.body();
        String path = asked.operation() == Operation.COUNT_TOKENS ? "/responses/input_tokens" : "/responses";
        return new Outgoing(path, Map.of(), Json.write(body), writer.dropped());
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> response = JsonObjects.object(body);
        if (response.get("error") instanceof Map<?, ?> error) {
            throw failures.of(error);
        }
        if (asked.operation() == Operation.COUNT_TOKENS) {
            if (response.get("input_tokens") instanceof Number count) {
                return Map.of("input_tokens", count);
            }
            throw new MalformedException("expected input_tokens to be a number");
        }
        if ("failed".equals(response.get("status"))) {
            throw failures.of(Map.of());
        }
        if (!response.containsKey("output")) {
            throw new MalformedException("expected a response to have an output");
        }
        return new AnswerReader(account)
                .answer(response, AnswerReader.envelope(response, asked.model(), receivedAt(head)));
    }

    @Override
    public Events events(Head head) {
        return new ResponsesEvents(failures, account, asked.model(), receivedAt(head));
    }

    private static long receivedAt(Head head) {
        return head.receivedAt().getEpochSecond();
    }
}
