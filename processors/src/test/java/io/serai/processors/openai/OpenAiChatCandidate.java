package io.serai.processors.openai;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** OpenAI chat completions: the canonical form itself. */
public final class OpenAiChatCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "openai-chat";
    }

    @Override
    public Processor reader(String path) {
        return new ChatReader();
    }

    @Override
    public Processor writer(String path) {
        return new ChatWriter();
    }
}
