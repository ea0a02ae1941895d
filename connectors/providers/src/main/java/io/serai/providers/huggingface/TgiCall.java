package io.serai.providers.huggingface;

import io.serai.api.chat.Usage;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One chat by the Messages API. */
final class TgiCall implements Translation {

    private final Translation messages;
    private final List<String> dropped;
    private final Calls calls;

    /** Whether the answer may call tools: only there does it deviate. */
    enum Calls {
        POSSIBLE,
        IMPOSSIBLE
    }

    TgiCall(Translation messages, List<String> dropped, Calls calls) {
        this.messages = messages;
        this.dropped = dropped;
        this.calls = calls;
    }

    @Override
    public Outgoing outgoing() {
        Outgoing outgoing = messages.outgoing();
        List<String> all = new ArrayList<>(dropped);
        all.addAll(outgoing.dropped());
        return new Outgoing(outgoing.path(), outgoing.headers(), outgoing.body(), all);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = JsonObjects.object(body);
        new TgiChoices("message").read(answer);
        return messages.answer(answer, head);
    }

    @Override
    public Events events(Head head) {
        Events events = messages.events(head);
        return calls == Calls.POSSIBLE ? new CallEvents(events) : events;
    }

    /** Chunks that are put right before they are read. */
    private static final class CallEvents implements Events {

        private final Events events;
        private final TgiChoices choices = new TgiChoices("delta");

        CallEvents(Events events) {
            this.events = events;
        }

        @Override
        public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws MalformedException {
            if (data.length == 0 || data[0] != '{') {
                return events.chunks(type, data);
            }
            Map<String, Object> chunk = JsonObjects.of(data);
            return events.chunks(type, choices.read(chunk) ? Json.write(chunk) : data);
        }

        @Override
        public List<Map<String, Object>> rest() {
            return events.rest();
        }

        @Override
        public @Nullable Supplier<Usage> used() {
            return events.used();
        }

        @Override
        public boolean isComplete() {
            return events.isComplete();
        }
    }
}
