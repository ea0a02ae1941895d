package io.serai.processors.media;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** OpenAI images. */
public final class OpenAiImagesCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "openai-images";
    }

    @Override
    public Processor reader(String path) {
        return new ImagesReader();
    }

    @Override
    public Processor writer(String path) {
        return new ImagesWriter();
    }
}
