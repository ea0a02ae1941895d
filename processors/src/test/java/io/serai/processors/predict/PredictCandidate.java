package io.serai.processors.predict;

import io.serai.processors.frontend.FrontEndCandidate;
import org.apache.camel.Processor;

/** The Open Inference Protocol. */
public final class PredictCandidate implements FrontEndCandidate {

    @Override
    public String name() {
        return "predict";
    }

    @Override
    public Processor reader(String path) {
        return new InferReader();
    }

    @Override
    public Processor writer(String path) {
        return new InferWriter();
    }
}
