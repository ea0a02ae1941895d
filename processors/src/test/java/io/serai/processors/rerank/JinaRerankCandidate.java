package io.serai.processors.rerank;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** Rankings as Jina and others have them. */
public final class JinaRerankCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "rerank-jina";
    }

    @Override
    public Processor reader(String path) {
        return new RerankReader();
    }

    @Override
    public Processor writer(String path) {
        return new RerankWriter();
    }
}
