package io.serai.processors.ollama;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.EventGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a streamed answer (<a href="https://docs.ollama.com/api/streaming">source</a>): pieces as they come, calls of tools whole,
 * and the one that is {@code done} with reason and counts.
 */
final class AnswerLines implements EventGrammar {

    private final Asked asked;
    private final OllamaAsked own;
    private final Bill bill;
    private final Said said;
    private final SaidCalls calls = new SaidCalls();
    private @Nullable AnswerHead head;
    private @Nullable Map<String, Object> usage;
    private @Nullable Object context;
    private String reason = "stop";

    AnswerLines(Asked asked, OllamaAsked own, Bill bill) {
        this.asked = asked;
        this.own = own;
        this.bill = bill;
        this.said = new Said(own);
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public List<byte[]> chunk(Map<String, Object> chunk) {
        Map<String, Object> choice = Said.choice(chunk);
        Map<String, Object> delta = Said.member(choice, "delta");
        usage = Usage.in(chunk).map(Usage::map).orElse(usage);
        context = chunk.get("context") == null ? context : chunk.get("context");
        if (choice.get("finish_reason") != null) {
            reason = Said.reason(choice);
        }
        calls.add(delta);
        AnswerHead known = begun(chunk);
        if (Said.saysNothing(delta) && choice.get("logprobs") == null) {
            return List.of();
        }
        Map<String, Object> line = known.line();
        said.tell(delta, List.of(), line);
        line.put("done", false);
        Said.logprobs(choice, line);
        return List.of(Line.of(line));
    }

    @Override
    public List<byte[]> end() {
        List<byte[]> lines = new ArrayList<>(2);
        AnswerHead known = begun(Map.of());
        List<Object> told = calls.whole();
        if (!told.isEmpty()) {
            Map<String, Object> line = known.line();
            said.tell(Map.of(), told, line);
            line.put("done", false);
            lines.add(Line.of(line));
        }
        Map<String, Object> last = known.line();
        said.tell(Map.of(), List.of(), last);
        boolean isAnswer = own.wish() == OllamaAsked.Wish.ANSWER;
        said.end(reason, isAnswer ? bill.usage(usage) : null, last);
        said.context(context, last);
        lines.add(Line.of(bill.traced(last)));
        return lines;
    }

    @Override
    public byte[] failure(SeraiException failure) {
        return Line.of(bill.traced(OllamaErrors.error(failure)));
    }

    private AnswerHead begun(Map<String, Object> chunk) {
        AnswerHead known = head;
        if (known == null) {
            known = AnswerHead.of(chunk, asked);
            head = known;
        }
        return known;
    }
}
