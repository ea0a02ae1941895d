package io.serai.providers.contract;

import io.serai.providers.Provider;

/** Azure OpenAI, whose answers are OpenAI's. */
public final class AzureOpenAiFixture extends OpenAiShapedFixture {

    public AzureOpenAiFixture() throws Exception {
        super();
    }

    @Override
    public String dialect() {
        return "azure-openai";
    }

    @Override
    Provider provider() {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setApiKey("sk-test");
        return provider;
    }
}
