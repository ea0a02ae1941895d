package io.serai.processors.media;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** OpenAI moderations. */
public final class OpenAiModerationsCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "openai-moderations";
    }

    @Override
    public Processor reader(String path) {
        return new ModerationReader();
    }

    @Override
    public Processor writer(String path) {
        return new ModerationWriter();
    }
}
