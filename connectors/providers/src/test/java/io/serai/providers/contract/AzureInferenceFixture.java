package io.serai.providers.contract;

import io.serai.providers.Provider;

/** Azure AI Inference, whose answers are OpenAI's. */
public final class AzureInferenceFixture extends OpenAiShapedFixture {

    public AzureInferenceFixture() throws Exception {
        super();
    }

    @Override
    public String dialect() {
        return "azure-inference";
    }

    @Override
    Provider provider() {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setApiKey("sk-test");
        return provider;
    }
}
