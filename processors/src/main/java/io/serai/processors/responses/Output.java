package io.serai.processors.responses;

import io.serai.api.chat.ContentPart;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.media.DataUrl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The output of a response, put together from chunks. An item ends where another begins; only a call stays open until its arguments are
 * whole, as pieces of several may come by turns.
 */
final class Output {

    private static final String RESPONSES = "responses";

    /** Items that the message's own members tell. */
    private static final Set<String> TOLD = Set.of("message", "reasoning", "function_call", "custom_tool_call");

    private final ResponseCall call;
    private final ItemOrder order;
    private final List<OutputItem> items = new ArrayList<>(2);
    private final OutputCalls calls;
    private final Map<String, Object> natives = new LinkedHashMap<>(0);

    private @Nullable MessageItem message;
    private @Nullable String phase;
    private @Nullable ReasoningItem reasoning;
    private @Nullable Object reasoningKey;

    private @Nullable Object model;
    private @Nullable Object serviceTier;
    private @Nullable Object finishReason;
    private @Nullable Map<String, Object> usage;

    Output(ResponseCall call, EventSink sink) {
        this.call = call;
        this.order = new ItemOrder(sink);
        this.calls = new OutputCalls(
                (kind, function) -> open(new CallItem(place(kind.prefix()), kind, function.id(), function.name())));
    }

    /** A further chunk. */
    void add(Map<String, Object> chunk) {
        hear(chunk);
        say(chunk);
    }

    /** What a chunk says of the whole answer. */
    void hear(Map<String, Object> chunk) {
        model = model == null ? chunk.get("model") : model;
        serviceTier = chunk.get("service_tier") == null ? serviceTier : chunk.get("service_tier");
        if (chunk.get("usage") instanceof Map<?, ?> told) {
            usage = Items.object(told);
        }
    }

    /** What a chunk says of the first choice: Responses has no other. */
    void say(Map<String, Object> chunk) {
        for (Map<String, Object> choice : Items.in(chunk.get("choices"))) {
            if (!(choice.get("index") instanceof Number index) || index.intValue() == 0) {
                finishReason = choice.get("finish_reason") == null ? finishReason : choice.get("finish_reason");
                delta(Items.object(choice.get("delta")), logprobs(choice));
            }
        }
    }

    /** Nothing more comes. */
    void close() {
        calls.end();
        if (!natives.isEmpty()) {
            open(new ReasoningItem(place("rs"), call, natives)).close(OutputItem.Status.COMPLETED);
        }
        if (items.isEmpty()) {
            message().ensureText();
        }
        for (int i = 0; i < items.size(); i++) {
            boolean isCut = i == items.size() - 1 && incompleteReason().isPresent();
            items.get(i).close(isCut ? OutputItem.Status.INCOMPLETE : OutputItem.Status.COMPLETED);
        }
    }

    /** All items as they stand, sealed content included. */
    List<Map<String, Object>> items() {
        return items.stream().map(OutputItem::map).toList();
    }

    /** Why the answer is not all that the model would have said; empty where it is. */
    Optional<String> incompleteReason() {
        if ("length".equals(finishReason)) {
            return Optional.of("max_output_tokens");
        }
        return "content_filter".equals(finishReason) ? Optional.of("content_filter") : Optional.empty();
    }

    /** As the provider names it. */
    Optional<Object> model() {
        return Optional.ofNullable(model);
    }

    Optional<Object> serviceTier() {
        return Optional.ofNullable(serviceTier);
    }

    /** As the provider told it, in the words of chat completions. */
    @Nullable
    Map<String, Object> usage() {
        return usage;
    }

    private void delta(Map<String, Object> delta, List<Object> logprobs) {
        reasoning(delta);
        boolean tellsImages = nativeItems(delta);
        if (delta.get("phase") instanceof String told) {
            phase(told);
        }
        for (ContentPart part : ContentPart.in(delta.get("content"))) {
            part.text().filter(text -> !text.isEmpty()).ifPresent(text -> message()
                    .text(text, logprobs));
        }
        String refusal = Items.string(delta, "refusal");
        if (!refusal.isEmpty()) {
            message().refusal(refusal);
        }
        for (Map<String, Object> annotation : Items.in(delta.get("annotations"))) {
            message().annotation(Annotations.flat(annotation));
        }
        if (!tellsImages) {
            Items.in(delta.get("images")).forEach(this::image);
        }
        for (Map<String, Object> toolCall : Items.in(delta.get("tool_calls"))) {
            calls.add(toolCall);
        }
    }

    /** What is said in another phase is another message. */
    private void phase(String told) {
        if (!told.equals(phase)) {
            closeMessage();
        }
        phase = told;
    }

    /** Details say what {@code reasoning_content} says, and more. */
    private void reasoning(Map<String, Object> delta) {
        boolean isReadable = false;
        for (ReasoningDetail detail : ReasoningDetail.in(delta)) {
            isReadable |= detail.readable().isPresent();
        }
        String plain = Items.string(delta, "reasoning_content");
        if (!isReadable && !plain.isEmpty()) {
            reasoning("").plain(plain);
        }
        for (ReasoningDetail detail : ReasoningDetail.in(delta)) {
            reasoning(key(detail)).detail(detail.map());
        }
    }

    /** Details of the same id are of one item of their provider's; of those without, each stands for itself. */
    private static Object key(ReasoningDetail detail) {
        return detail.string("id")
                .<Object>map(id -> id)
                .orElseGet(() -> List.of(String.valueOf(detail.map().get("index"))));
    }

    private ReasoningItem reasoning(Object key) {
        if (reasoning == null || !key.equals(reasoningKey)) {
            reasoning = open(new ReasoningItem(place("rs"), call, Map.of()));
            reasoningKey = key;
        }
        return reasoning;
    }

    /** Whether an item of OpenAI's own tells the images that come with it. */
    private boolean nativeItems(Map<String, Object> delta) {
        boolean tellsImages = false;
        for (Map<String, Object> item :
                Items.in(Items.object(delta.get("native")).get(RESPONSES))) {
            tellsImages |= "image_generation_call".equals(item.get("type"));
        }
        Items.object(delta.get("native")).forEach((dialect, blocks) -> {
            if (!dialect.equals(RESPONSES)) {
                List<Object> all = new ArrayList<>(Items.in(natives.get(dialect)));
                all.addAll(Items.in(blocks));
                natives.put(dialect, all);
                return;
            }
            for (Map<String, Object> item : Items.in(blocks)) {
                if (!TOLD.contains(Items.string(item, "type"))) {
                    open(new VerbatimItem(place("item"), item));
                }
            }
        });
        return tellsImages;
    }

    /** An image that a chat model made stands where that of OpenAI's own tool would. */
    private void image(Map<String, Object> image) {
        String url = new ContentPart(image).imageUrl().orElse("");
        Optional<DataUrl> data = DataUrl.of(url);
        Place place = place("ig");
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", place.id());
        item.put("type", "image_generation_call");
        item.put("status", OutputItem.Status.COMPLETED.label());
        item.put("result", data.map(DataUrl::base64).orElse(null));
        if (data.isEmpty()) {
            item.put("url", url);
        } else if (data.get().mediaType().startsWith("image/")) {
            item.put("output_format", data.get().mediaType().substring("image/".length()));
        }
        open(new VerbatimItem(place, item));
    }

    private List<Object> logprobs(Map<String, Object> choice) {
        return call.tellsLogprobs()
                ? List.copyOf(Items.in(Items.object(choice.get("logprobs")).get("content")))
                : List.of();
    }

    private MessageItem message() {
        if (message == null) {
            message = open(new MessageItem(place("msg"), phase));
        }
        return message;
    }

    /** The next place: whatever was thought or said before is so now. */
    private Place place(String prefix) {
        closeReasoning();
        closeMessage();
        calls.closeWhole();
        return new Place(order.next(), ResponseIds.output(prefix, call.id(), items.size()), items.size());
    }

    private void closeReasoning() {
        if (reasoning != null) {
            reasoning.close(OutputItem.Status.COMPLETED);
            reasoning = null;
            reasoningKey = null;
        }
    }

    private void closeMessage() {
        if (message != null) {
            message.close(OutputItem.Status.COMPLETED);
            message = null;
        }
    }

    private <T extends OutputItem> T open(T item) {
        items.add(item);
        return item;
    }
}
