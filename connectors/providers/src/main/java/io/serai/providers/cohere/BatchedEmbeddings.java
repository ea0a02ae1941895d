package io.serai.providers.cohere;

import io.serai.api.call.CallNotes;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.standing.AnswerForm;
import io.serai.api.vector.JoinedEmbeddings;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one embedding call of several where it has more texts than Cohere takes at once: OpenAI's clients send up to 2,048. One goes out after
 * the other, so that a large call does not use up the rate at once. Anything else goes straight through.
 */
final class BatchedEmbeddings implements Backend {

    private final Backend single;
    private final CohereTranslator translator;

    BatchedEmbeddings(Backend single, CohereTranslator translator) {
        this.single = single;
        this.translator = translator;
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        boolean large = call.operation() == Operation.EMBED
                && call.request().get("input") instanceof List<?> texts
                && texts.size() > EmbedCall.TEXTS_PER_CALL;
        return large ? JoinedEmbeddings.of(inBatches(call)) : single.answer(call);
    }

    @Override
    public List<String> dropped(ProviderCall call, AnswerForm form) {
        return single.dropped(call, form);
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        return single.stream(call);
    }

    private List<Map<String, Object>> inBatches(ProviderCall call) {
        // All batches lose the same, and where nothing may be lost nothing is sent.
        Asked asked = new Asked(call.operation(), call.model(), call.request(), Delivery.WHOLE);
        call.notes().drop(translator.translate(asked).outgoing().dropped());
        List<Map<String, Object>> answers = new ArrayList<>();
        if (call.request().get("input") instanceof List<?> texts) {
            for (int from = 0; from < texts.size(); from += EmbedCall.TEXTS_PER_CALL) {
                int to = Math.min(from + EmbedCall.TEXTS_PER_CALL, texts.size());
                answers.add(single.answer(batch(call, texts.subList(from, to))));
            }
        }
        return answers;
    }

    private static ProviderCall batch(ProviderCall call, List<?> texts) {
        Map<String, Object> request = new LinkedHashMap<>(call.request());
        request.put("input", texts);
        return new ProviderCall(
                call.operation(),
                call.model(),
                request,
                call.timeouts(),
                call.deadline(),
                call.cancellation(),
                new CallNotes(CallNotes.Losses.REPORTED));
    }
}
