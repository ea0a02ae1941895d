package io.serai.processors.media;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** OpenAI speech. */
public final class OpenAiSpeechCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "openai-speech";
    }

    @Override
    public Processor reader(String path) {
        return new SpeechReader();
    }

    @Override
    public Processor writer(String path) {
        return new SpeechWriter();
    }
}
