package io.serai.providers.contract;

/** Azure AI Inference, whose answers are OpenAI's. */
public final class AzureInferenceFixture extends OpenAiShapedFixture {

    public AzureInferenceFixture() throws Exception {
        super("azure-inference");
    }
}
