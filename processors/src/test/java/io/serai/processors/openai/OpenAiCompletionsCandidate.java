package io.serai.processors.openai;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** OpenAI completions: each prompt is one chat request. */
public final class OpenAiCompletionsCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "openai-completions";
    }

    @Override
    public Processor reader(String path) {
        return new CompletionsReader();
    }

    @Override
    public Processor writer(String path) {
        return new CompletionsWriter();
    }
}
