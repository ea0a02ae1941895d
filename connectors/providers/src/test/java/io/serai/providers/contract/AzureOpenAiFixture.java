package io.serai.providers.contract;

/** Azure OpenAI, whose answers are OpenAI's. */
public final class AzureOpenAiFixture extends OpenAiShapedFixture {

    public AzureOpenAiFixture() throws Exception {
        super("azure-openai");
    }
}
