package io.serai.processors.gemini;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** Gemini's methods of models. */
public final class GeminiCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Processor reader(String path) {
        return new GeminiReader();
    }

    @Override
    public Processor writer(String path) {
        return new GeminiWriter();
    }
}
