package io.serai.processors.anthropic;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.EventGrammar;
import io.serai.processors.frontend.Frames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed message (<a href="https://platform.claude.com/docs/en/build-with-claude/streaming">source</a>):
 * {@code message_start}, blocks, {@code message_delta}, {@code message_stop}. Canonical streams tell the usage last, so that of the
 * input stands in {@code message_delta} too, where Anthropic's counts are the final ones.
 */
final class MessageEvents implements EventGrammar {

    private final Asked asked;
    private final Bill bill;
    private final BlockFrames frames = new BlockFrames();
    private final Ending ending = new Ending();
    private final Map<String, Object> further = new LinkedHashMap<>(0);
    private @Nullable Drafts drafts;
    private @Nullable Map<String, Object> usage;
    private @Nullable Object tier;

    MessageEvents(Asked asked, Bill bill) {
        this.asked = asked;
        this.bill = bill;
    }

    @Override
    public List<byte[]> chunk(Map<String, Object> chunk) {
        remember(chunk);
        Drafts blocks = begun(chunk);
        Map<String, Object> choice = MessageShape.choice(chunk);
        Map<String, Object> delta = MessageShape.member(choice, "delta");
        blocks.add(delta);
        ending.add(choice, delta);
        blocks.tell(frames);
        return frames.take();
    }

    @Override
    public List<byte[]> end() {
        Drafts blocks = begun(Map.of());
        if (!ending.isExplained()) {
            blocks.addRefusal();
        }
        blocks.end(frames);
        Map<String, Object> delta = new LinkedHashMap<>();
        ending.tell(blocks.hasCalls(), delta);
        Map<String, Object> event = event("message_delta");
        event.put("delta", delta);
        further.forEach((name, value) -> (name.equals("container") ? delta : event).put(name, value));
        event.put("usage", Counts.of(bill.usage(usage), tier));
        frames.add("message_delta", event);
        frames.add("message_stop", bill.traced(event("message_stop")));
        return frames.take();
    }

    @Override
    public byte[] failure(SeraiException failure) {
        return Frames.event("error", bill.traced(AnthropicErrors.error(failure)));
    }

    private void remember(Map<String, Object> chunk) {
        usage = Usage.in(chunk).map(Usage::map).orElse(usage);
        Object told = chunk.get("service_tier");
        tier = told == null ? tier : told;
        for (String name : MessageShape.FURTHER) {
            Object value = chunk.get(name);
            if (value != null) {
                further.put(name, value);
            }
        }
    }

    private Drafts begun(Map<String, Object> chunk) {
        Drafts known = drafts;
        if (known == null) {
            MessageHead head = MessageHead.of(chunk, asked);
            known = new Drafts(head.id());
            drafts = known;
            start(head);
        }
        return known;
    }

    private void start(MessageHead head) {
        Map<String, Object> message = head.message(List.of());
        message.put("stop_reason", null);
        message.put("stop_sequence", null);
        message.put("usage", Counts.of(usage, tier));
        Map<String, Object> event = event("message_start");
        event.put("message", message);
        frames.add("message_start", event);
        frames.add("ping", event("ping"));
    }

    private static Map<String, Object> event(String type) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        return event;
    }
}
