package io.serai.providers.responses;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.List;
import java.util.Map;

/** One call to Responses. */
final class ResponsesCall implements Translation {

    private final Asked asked;
    private final ResponseFailures failures;

    ResponsesCall(Asked asked, ResponseFailures failures) {
        this.asked = asked;
        this.failures = failures;
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
        if (asked.operation() == Operation.COUNT_TOKENS) {
            if (response.get("input_tokens") instanceof Number count) {
                return Map.of("input_tokens", count);
            }
            throw new MalformedException("no input_tokens");
        }
        if (response.get("error") instanceof Map<?, ?> error) {
            throw failures.of(error);
        }
        return new AnswerReader(keepsItems()).answer(response);
    }

    @Override
    public Events events(Head head) {
        return new ResponsesEvents(failures, keepsItems());
    }

    /** Tools that the provider runs lead to items that have no word in a chat. */
    private AnswerReader.Items keepsItems() {
        if (asked.request().get("tools") instanceof List<?> tools) {
            for (Object tool : tools) {
                if (tool instanceof Map<?, ?> map
                        && !"function".equals(map.get("type"))
                        && !"custom".equals(map.get("type"))) {
                    return AnswerReader.Items.KEPT;
                }
            }
        }
        return AnswerReader.Items.NOT_KEPT;
    }
}
