package io.serai.processors.anthropic;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.sse.EventStream;
import io.serai.processors.frontend.AnswerEvents;
import io.serai.processors.frontend.AnswerShape;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.LimitHeaders;
import java.util.List;
import java.util.Map;

/**
 * An answer as a message (<a href="https://platform.claude.com/docs/en/api/messages">source</a>). It has one choice; others are not
 * told.
 *
 * @param asked what the caller asked for
 */
record MessageShape(Asked asked) implements AnswerShape {

    /** Members of a message that Anthropic's provider leaves at the top of a canonical answer. */
    static final List<String> FURTHER =
            List.of("container", "context_management", "diagnostics", "input_transformations");

    @Override
    public Map<String, Object> whole(Map<String, Object> answer) {
        MessageHead head = MessageHead.of(answer, asked);
        Map<String, Object> choice = choice(answer);
        Map<String, Object> said = member(choice, "message");
        Drafts drafts = new Drafts(head.id());
        drafts.add(said);
        Ending ending = new Ending();
        ending.add(choice, said);
        if (!ending.isExplained()) {
            drafts.addRefusal();
        }
        Map<String, Object> message = head.message(drafts.blocks());
        ending.tell(drafts.hasCalls(), message);
        for (String name : FURTHER) {
            if (answer.get(name) != null) {
                message.put(name, answer.get(name));
            }
        }
        Map<String, Object> usage = Usage.in(answer).map(Usage::map).orElse(null);
        message.put("usage", Counts.of(usage, answer.get("service_tier")));
        return message;
    }

    @Override
    public EventStream stream(ChatStream chunks, Asked asked, Bill bill) {
        return new AnswerEvents(chunks, new MessageEvents(asked, bill));
    }

    @Override
    public LimitHeaders limits() {
        return AnthropicLimits.INSTANCE;
    }

    /** The first choice of an answer, or of a chunk; empty where it has none. */
    static Map<String, Object> choice(Map<String, Object> said) {
        if (said.get("choices") instanceof List<?> choices) {
            for (Object element : choices) {
                if (element instanceof Map<?, ?> choice
                        && !(choice.get("index") instanceof Number index && index.intValue() != 0)) {
                    return Block.cast(choice);
                }
            }
        }
        return Map.of();
    }

    static Map<String, Object> member(Map<String, Object> object, String name) {
        return object.get(name) instanceof Map<?, ?> member ? Block.cast(member) : Map.of();
    }
}
