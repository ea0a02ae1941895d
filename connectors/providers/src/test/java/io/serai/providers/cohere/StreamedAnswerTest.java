package io.serai.providers.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatCollector;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is streamed and collected is what would have come whole, and goes back as it came. */
class StreamedAnswerTest {

    private static final Head HEAD = new Head(name -> Optional.empty(), Instant.ofEpochSecond(1));

    private static final String CALLS =
            """
            [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{\\"n\\": 1}"}},
             {"id": "b", "type": "function", "function": {"name": "g", "arguments": "{}"}}]""";

    private static final String CITATION =
            """
            {"start": 0, "end": 3, "text": "One", "type": "TEXT_CONTENT",
             "sources": [{"type": "document", "id": "doc:0", "document": {"id": "doc:0", "title": "T"}}]}""";

    private static final String MESSAGE =
            """
            {"role": "assistant", "tool_plan": "I will look.", "tool_calls": %s, "citations": [%s],
             "content": [{"type": "thinking", "thinking": "Hm, so."}, {"type": "text", "text": "One two"}]}"""
                    .formatted(CALLS, CITATION);

    private static final String USAGE =
            """
            {"billed_units": {"input_tokens": 5, "output_tokens": 9},
             "tokens": {"input_tokens": 50, "output_tokens": 9}, "cached_tokens": 2}""";

    private static final List<String> EVENTS = List.of(
            "{'type':'message-start','id':'c1','delta':{'message':{'role':'assistant','content':[]}}}",
            "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I will'}}}",
            "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':' look.'}}}",
            "{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'thinking','thinking':'Hm'}}}}",
            "{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':', so.'}}}}",
            "{'type':'content-end','index':0}",
            "{'type':'content-start','index':1,'delta':{'message':{'content':{'type':'text','text':''}}}}",
            "{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':'One'}}}}",
            "{'type':'citation-start','index':0,'delta':{'message':{'citations':" + CITATION + "}}}",
            "{'type':'citation-end','index':0}",
            "{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':' two'}}}}",
            "{'type':'content-end','index':1}",
            "{'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'a','type':'function',"
                    + "'function':{'name':'f','arguments':''}}}}}",
            "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':"
                    + "{'arguments':'{\\\"n\\\": 1}'}}}}}",
            "{'type':'tool-call-end','index':0}",
            "{'type':'tool-call-start','index':1,'delta':{'message':{'tool_calls':{'id':'b','type':'function',"
                    + "'function':{'name':'g','arguments':''}}}}}",
            "{'type':'tool-call-end','index':1}",
            "{'type':'message-end','delta':{'finish_reason':'TOOL_CALL','usage':" + USAGE + "}}");

    @Test
    void collectedStream_equalsTheWholeAnswer() throws Exception {
        assertThat(streamed()).isEqualTo(whole());
    }

    @Test
    void answer_sentBack_isWhatCame() throws Exception {
        Object message = ((Map<?, ?>) ((List<?>) streamed().get("choices")).get(0)).get("message");
        Map<String, Object> next = new LinkedHashMap<>();
        next.put("messages", List.of(Map.of("role", "user", "content", "Hi"), message));
        Outgoing outgoing = call(next).outgoing();
        assertThat(outgoing.dropped()).isEmpty();
        List<?> sent = (List<?>) json(outgoing.body()).get("messages");
        assertThat(sent.get(1)).isEqualTo(json(bytes(MESSAGE)));
    }

    @Test
    void stream_thatBreaksOff_isNotComplete() throws Exception {
        Translation.Events events = call(Map.of()).events(HEAD);
        for (String event : EVENTS.subList(0, EVENTS.size() - 1)) {
            events.chunks("", bytes(event.replace('\'', '"')));
        }
        assertThat(events.isComplete()).isFalse();
    }

    private static Map<String, Object> whole() throws Exception {
        Map<String, Object> answer = json(bytes("{\"id\": \"c1\", \"finish_reason\": \"TOOL_CALL\", \"message\": "
                + MESSAGE + ", \"usage\": " + USAGE + "}"));
        return asWritten(call(Map.of()).answer(answer, HEAD));
    }

    private static Map<String, Object> streamed() throws Exception {
        Translation.Events events = call(Map.of()).events(HEAD);
        ChatCollector collector = new ChatCollector();
        for (String event : EVENTS) {
            List<Map<String, Object>> chunks = events.chunks("", bytes(event.replace('\'', '"')));
            if (chunks != null) {
                chunks.forEach(collector::add);
            }
        }
        assertThat(events.isComplete()).isTrue();
        return asWritten(collector.answer());
    }

    private static ChatCall call(Map<String, Object> request) {
        return new ChatCall(
                new Asked(Operation.CHAT, "command-a-reasoning-08-2025", request, Delivery.STREAM),
                new CohereErrors(new ProviderErrors("test", List.of())));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> json(byte[] bytes) throws Exception {
        return Json.standard().readObject(bytes);
    }

    private static Map<String, Object> asWritten(Map<String, Object> value) throws Exception {
        return json(Json.write(value));
    }
}
