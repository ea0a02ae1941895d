package io.serai.providers.contract;

import io.serai.providers.Provider;

/** OpenAI's own API. */
public final class OpenAiCompatibleFixture extends OpenAiShapedFixture {

    public OpenAiCompatibleFixture() throws Exception {
        super();
    }

    @Override
    public String dialect() {
        return "openai-compatible";
    }

    @Override
    Provider provider() {
        Provider provider = new Provider();
        provider.setDialect(dialect());
        provider.setApiKey("sk-test");
        return provider;
    }
}
