package io.serai.providers.gemini;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A chat by {@code generateContent} and {@code streamGenerateContent}. */
final class ChatCall implements Translation {

    private static final String TIER = "x-gemini-service-tier";

    private final Asked asked;
    private final Surface surface;
    private final GeminiErrors errors;
    private final Supplier<String> spareIds;
    private final OfferedTools tools;
    private final CallShape shape;

    /** @param spareIds names answers that have no id of their own */
    ChatCall(Asked asked, Surface surface, GeminiErrors errors, Supplier<String> spareIds) {
        this.asked = asked;
        this.surface = surface;
        this.errors = errors;
        this.spareIds = spareIds;
        this.tools = new OfferedTools(asked.request());
        this.shape = CallShape.of(asked.request(), asked.model(), surface, tools);
    }

    @Override
    public Outgoing outgoing() {
        ChatBody body = ChatBody.of(asked.request(), shape, tools, surface);
        String method = asked.delivery() == Delivery.STREAM ? "streamGenerateContent?alt=sse" : "generateContent";
        return new Outgoing(surface.path(asked.model(), method), Map.of(), Json.write(body.map()), body.dropped());
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> said = JsonObjects.object(body);
        SeraiException error = errors.within(said);
        if (error != null) {
            throw error;
        }
        List<Map<?, ?>> candidates = Nodes.objects(said.get("candidates"));
        if (candidates.isEmpty()) {
            Map<String, Object> blocked = Ending.blocked(said);
            if (blocked == null) {
                throw new MalformedException("expected a candidate or a blockReason, found neither");
            }
            candidates = List.of(blocked);
        }
        ChatEnvelope envelope = envelope(said, head);
        CallIds ids = new CallIds(envelope.id());
        List<Map<String, Object>> choices = new ArrayList<>(candidates.size());
        for (Map<?, ?> candidate : candidates) {
            choices.add(choice(candidate, ids));
        }
        Map<?, ?> metadata = said.get("usageMetadata") instanceof Map<?, ?> map ? map : null;
        Usage usage = metadata == null ? null : TokenUse.of(metadata);
        return tiered(envelope.answer(choices, usage), metadata, head);
    }

    @Override
    public Events events(Head head) {
        return new GeminiEvents(this, head);
    }

    GeminiErrors errors() {
        return errors;
    }

    CallShape shape() {
        return shape;
    }

    ChatEnvelope envelope(Map<String, Object> said, Head head) {
        String id = Nodes.text(said, "responseId");
        String model = Nodes.text(said, "modelVersion");
        return new ChatEnvelope(
                id == null ? spareIds.get() : id,
                head.receivedAt().getEpochSecond(),
                model == null ? asked.model() : model);
    }

    /** An answer, or its last chunk, with the tier that served it; Google's standard is OpenAI's default. */
    Map<String, Object> tiered(Map<String, Object> said, @Nullable Map<?, ?> usage, Head head) {
        String told = usage == null ? null : Nodes.text(usage, "serviceTier");
        String tier = head.header().apply(TIER).orElse(told == null ? "" : told);
        if (!tier.isEmpty()) {
            said.put("service_tier", tier.equals("standard") ? "default" : tier);
        }
        return said;
    }

    private Map<String, Object> choice(Map<?, ?> candidate, CallIds ids) {
        int index = (int) Nodes.count(candidate, "index");
        WholeMessage message = new WholeMessage();
        PartReader parts = new PartReader(message, shape, ids, index);
        NativeParts verbatim = new NativeParts();
        List<Map<String, Object>> kept = new ArrayList<>(0);
        for (Map<?, ?> part : Nodes.objects(Nodes.object(candidate, "content").get("parts"))) {
            parts.read(part);
            if (shape.keepsNative()) {
                kept.addAll(verbatim.add(part));
            }
        }
        kept.addAll(verbatim.rest());
        Map<String, Object> told = message.map();
        List<Map<String, Object>> annotations = Annotations.of(candidate, message.text(), parts);
        if (!annotations.isEmpty()) {
            told.put("annotations", annotations);
        }
        if (!kept.isEmpty()) {
            told.put("native", NativeParts.told(kept));
        }
        Map<String, Object> choice = new LinkedHashMap<>(8);
        choice.put("index", index);
        choice.put("message", told);
        if (candidate.get("logprobsResult") instanceof Map<?, ?> logprobs) {
            choice.put("logprobs", Logprobs.of(logprobs));
        }
        choice.put("finish_reason", Ending.reason(candidate, parts.hasCalls()));
        choice.putAll(Ending.further(candidate));
        return choice;
    }
}
