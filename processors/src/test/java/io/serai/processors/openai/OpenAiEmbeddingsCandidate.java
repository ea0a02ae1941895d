package io.serai.processors.openai;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** OpenAI embeddings: the canonical form itself. */
public final class OpenAiEmbeddingsCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "openai-embeddings";
    }

    @Override
    public Processor reader(String path) {
        return new EmbeddingsReader();
    }

    @Override
    public Processor writer(String path) {
        return new EmbeddingsWriter();
    }
}
