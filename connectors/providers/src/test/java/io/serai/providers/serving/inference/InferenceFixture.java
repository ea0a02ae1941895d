package io.serai.providers.serving.inference;

import io.serai.providers.serving.ServingFixture;

/** A server of the Open Inference Protocol over REST. */
public final class InferenceFixture extends ServingFixture {

    public InferenceFixture() throws Exception {
        super(
                "kserve",
                "{\"model_name\":\"m\",\"outputs\":[{\"name\":\"y\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[3.5]}]}",
                "{\"error\":\"no\"}");
    }
}
