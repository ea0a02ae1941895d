package io.serai.providers.contract;

import java.util.Optional;

/** A server in OpenAI's wire format (platform.openai.com/docs/api-reference/chat). */
abstract class OpenAiShapedFixture extends MockServerFixture {

    private static final String START =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";

    OpenAiShapedFixture(String dialect) throws Exception {
        super(
                dialect,
                Wire.events(
                        "{\"error\":{\"message\":\"no\",\"type\":\"x\",\"param\":null,\"code\":null}}",
                        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                                + "{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
                                + USAGE + "}",
                        content("Hel") + content("lo"),
                        START + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + START + "[]," + USAGE
                                + "}\n\ndata: [DONE]\n\n"));
    }

    @Override
    protected Optional<String> goldenPath() {
        return Optional.of("/v1");
    }

    private static String content(String text) {
        return START + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }
}
