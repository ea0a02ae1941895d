package io.serai.providers.serving.torchserve;

import io.serai.providers.serving.ServingFixture;

/** TorchServe. */
public final class TorchServeFixture extends ServingFixture {

    public TorchServeFixture() throws Exception {
        super(
                "torchserve",
                "{\"tabby\": 0.43, \"lynx\": 0.22}",
                "{\"code\": 400, \"type\": \"BadRequestException\", \"message\": \"no\"}");
    }
}
