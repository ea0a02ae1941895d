package io.serai.providers.bedrock;

import io.serai.api.call.CallNotes;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.standing.AnswerForm;
import io.serai.api.vector.JoinedEmbeddings;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Makes one embedding call of several: Titan takes one text at a time. They go out side by side, and fail as one. Anything else goes straight
 * through.
 */
final class BatchingBackend implements Backend {

    /** Calls at once for one request. */
    private static final int AT_ONCE = 8;

    private final Backend single;
    private final BedrockTranslator translator;
    private final Executor helpers;

    /** @param helpers run calls beside the caller's own thread; may refuse */
    BatchingBackend(Backend single, BedrockTranslator translator, Executor helpers) {
        this.single = single;
        this.translator = translator;
        this.helpers = helpers;
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        if (call.operation() != Operation.EMBED) {
            return single.answer(call);
        }
        int size = EmbeddingModel.of(call.model()).textsPerCall();
        List<String> texts = EmbedCall.texts(call.request());
        return texts.size() <= size ? single.answer(call) : JoinedEmbeddings.of(inBatches(call, texts, size));
    }

    @Override
    public List<String> dropped(ProviderCall call, AnswerForm form) {
        return single.dropped(call, form);
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        return single.stream(call);
    }

    private List<Map<String, Object>> inBatches(ProviderCall call, List<String> texts, int size) {
        // All batches lose the same, and where nothing may be lost nothing is sent.
        call.notes().drop(translator.dropped(call));
        Cancellation together = new Cancellation();
        List<ProviderCall> calls = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += size) {
            calls.add(batch(call, texts.subList(from, Math.min(from + size, texts.size())), together));
        }
        try (Cancellation.Registration ignored = call.cancellation().onCancel(together::cancel)) {
            return new SideBySide(calls, single, together).run(helpers, AT_ONCE - 1);
        }
    }

    private static ProviderCall batch(ProviderCall call, List<String> texts, Cancellation together) {
        Map<String, Object> request = new LinkedHashMap<>(call.request());
        request.put("input", texts);
        return new ProviderCall(
                call.operation(),
                call.model(),
                request,
                call.timeouts(),
                call.deadline(),
                together,
                new CallNotes(CallNotes.Losses.REPORTED));
    }
}
