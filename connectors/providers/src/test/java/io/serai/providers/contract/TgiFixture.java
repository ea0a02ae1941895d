package io.serai.providers.contract;

import io.serai.providers.Provider;

/** Text Generation Inference, whose answers without tools are OpenAI's. */
public final class TgiFixture extends OpenAiShapedFixture {

    public TgiFixture() throws Exception {
        super();
    }

    @Override
    public String dialect() {
        return "tgi";
    }

    @Override
    Provider provider() {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setApiKey("sk-test");
        return provider;
    }
}
