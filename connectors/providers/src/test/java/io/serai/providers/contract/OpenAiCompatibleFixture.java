package io.serai.providers.contract;

/** OpenAI's own API. */
public final class OpenAiCompatibleFixture extends OpenAiShapedFixture {

    public OpenAiCompatibleFixture() throws Exception {
        super("openai-compatible");
    }
}
