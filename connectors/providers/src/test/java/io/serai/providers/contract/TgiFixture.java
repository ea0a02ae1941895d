package io.serai.providers.contract;

/** Text Generation Inference, whose answers without tools are OpenAI's. */
public final class TgiFixture extends OpenAiShapedFixture {

    public TgiFixture() throws Exception {
        super("tgi");
    }
}
