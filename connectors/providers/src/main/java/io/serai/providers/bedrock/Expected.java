package io.serai.providers.bedrock;

import io.serai.api.chat.ChatEnvelope;
import io.serai.providers.http.Translator.Head;
import java.util.Map;
import java.util.Optional;

/**
 * What has to be known of a request to read its answer.
 *
 * @param model asked for
 * @param reasoningFormat whose its reasoning is
 * @param names of its tools
 * @param answerTool the tool, as Bedrock knows it, whose input is the answer
 * @param answersByToolAlone whether text beside that tool's input is of no account
 * @param blocks whether the answer's blocks are told as they are
 */
record Expected(
        String model,
        String reasoningFormat,
        ToolNames names,
        Optional<String> answerTool,
        boolean answersByToolAlone,
        Blocks blocks) {

    /** Whether an answer may have blocks that OpenAI has no word for. */
    enum Blocks {
        ALL_SAYABLE,
        TOLD_VERBATIM
    }

    /** Converse gives its answers no id; their request has one. */
    ChatEnvelope envelope(Head head, String routedTo) {
        long created = head.receivedAt().getEpochSecond();
        String id = head.header().apply("x-amzn-requestid").orElse("bedrock-" + created);
        return new ChatEnvelope(id, created, routedTo.isEmpty() ? model : routedTo);
    }

    boolean isAnswer(Object toolName) {
        return answerTool.isPresent() && answerTool.get().equals(toolName);
    }

    /** Whether the provider itself runs the tool. */
    static boolean isServers(Map<?, ?> toolUse) {
        return "server_tool_use".equals(toolUse.get("type"));
    }
}
