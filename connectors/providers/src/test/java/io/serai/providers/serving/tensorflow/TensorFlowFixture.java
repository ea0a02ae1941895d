package io.serai.providers.serving.tensorflow;

import io.serai.providers.serving.ServingFixture;

/** TensorFlow Serving. */
public final class TensorFlowFixture extends ServingFixture {

    public TensorFlowFixture() throws Exception {
        super("tensorflow-serving", "{\"outputs\": [3.5, 4.0]}", "{\"error\": \"no\"}");
    }
}
