package io.serai.processors.anthropic;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** Anthropic messages and the count of their tokens. */
public final class AnthropicMessagesCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public Processor reader(String path) {
        return path.endsWith("/count_tokens") ? new CountTokensReader() : new MessagesReader();
    }

    @Override
    public Processor writer(String path) {
        return path.endsWith("/count_tokens") ? new CountTokensWriter() : new MessagesWriter();
    }
}
