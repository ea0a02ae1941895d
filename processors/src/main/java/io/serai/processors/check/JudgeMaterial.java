package io.serai.processors.check;

import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ToolCall;
import java.util.Map;

/**
 * What a judge is given to read: the application's instructions, what was asked last, and the answers. The whole conversation would cost
 * more than the answers do.
 */
public final class JudgeMaterial {

    private final StringBuilder material = new StringBuilder();

    public JudgeMaterial(Map<String, Object> request) {
        ChatRequest asked = new ChatRequest(request);
        for (Map<String, Object> message : asked.messages()) {
            if ("system".equals(message.get("role")) || "developer".equals(message.get("role"))) {
                section("instructions", ChatRequest.text(message.get("content")));
            }
        }
        section("question", asked.lastUserText());
    }

    /** @param name such as {@code answer 2} */
    public JudgeMaterial answer(String name, Draft draft) {
        section(name, said(draft));
        return this;
    }

    /** What an answer says, its tool calls told in words. */
    public static String said(Draft draft) {
        StringBuilder said = new StringBuilder(draft.text());
        for (ToolCall call : draft.calls()) {
            said.append(said.isEmpty() ? "" : "\n")
                    .append("[calls the tool ")
                    .append(call.name())
                    .append(" with ")
                    .append(call.argumentsText())
                    .append(']');
        }
        return said.toString();
    }

    @Override
    public String toString() {
        return material.toString();
    }

    private void section(String name, String text) {
        if (!text.isBlank()) {
            material.append("<")
                    .append(name)
                    .append(">\n")
                    .append(text)
                    .append("\n</")
                    .append(name)
                    .append(">\n\n");
        }
    }
}
