package io.serai.processors.rerank;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** Cohere's rankings. */
public final class CohereRerankCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "rerank-cohere";
    }

    @Override
    public Processor reader(String path) {
        return new RerankReader();
    }

    @Override
    public Processor writer(String path) {
        return new CohereRerankWriter();
    }
}
