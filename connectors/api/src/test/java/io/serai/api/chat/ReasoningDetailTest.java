package io.serai.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ReasoningDetail.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasoningDetailTest {

    private static final ChatEnvelope ENVELOPE = new ChatEnvelope("c", 1, "m");

    @Test
    void collectedPieces_ofTheSameIndex_areOne() {
        ReasoningDetail first = ReasoningDetail.of(Type.TEXT, ReasoningDetail.ANTHROPIC, 0);
        ReasoningDetail second = ReasoningDetail.of(Type.ENCRYPTED, ReasoningDetail.ANTHROPIC, 1);
        ChatStream stream = ChatStream.of(List.of(
                ENVELOPE.chunk(0, ChatDelta.role()),
                ENVELOPE.chunk(0, ChatDelta.reasoning(first.with("text", "Let me "))),
                ENVELOPE.chunk(0, ChatDelta.reasoning(first.with("text", "think."))),
                ENVELOPE.chunk(0, ChatDelta.reasoning(first.with("signature", "c2ln"))),
                ENVELOPE.chunk(0, ChatDelta.reasoning(second.with("data", "eHh4"))),
                ENVELOPE.chunk(0, ChatDelta.text("Four.")),
                ENVELOPE.finish(0, "stop"),
                ENVELOPE.usage(new UsageCounts()
                        .prompt(5)
                        .completion(7)
                        .completionDetail("reasoning_tokens", 4)
                        .usage())));

        Map<String, Object> answer = stream.collect();

        Map<String, Object> message = message(answer);
        assertThat(message).containsEntry("reasoning_content", "Let me think.").containsEntry("content", "Four.");
        assertThat(ReasoningDetail.in(message))
                .containsExactly(
                        first.with("text", "Let me think.").with("signature", "c2ln"), second.with("data", "eHh4"));
        assertThat(Usage.in(answer)).map(Usage::reasoningTokens).contains(4L);
        assertThat(answer.get("object")).isEqualTo("chat.completion");
    }

    @Test
    void isOf_oneThatDoesNotSay_isAnybodys() {
        assertThat(new ReasoningDetail(Map.of("type", "reasoning.text")).isOf(ReasoningDetail.GEMINI))
                .isTrue();
        assertThat(ReasoningDetail.of(Type.TEXT, ReasoningDetail.ANTHROPIC, 0).isOf(ReasoningDetail.GEMINI))
                .isFalse();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> message(Map<String, Object> answer) {
        List<Map<String, Object>> choices = (List<Map<String, Object>>) answer.get("choices");
        return (Map<String, Object>) choices.get(0).get("message");
    }
}
