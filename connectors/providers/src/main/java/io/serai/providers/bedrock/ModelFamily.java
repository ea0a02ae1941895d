package io.serai.providers.bedrock;

import java.util.Locale;

/** Whose model it is: beyond what Converse has in common, each maker's models take their own parameters. */
enum ModelFamily {
    CLAUDE("anthropic."),
    NOVA_2("amazon.nova-2"),
    NOVA("amazon.nova"),
    GPT_OSS("openai."),
    COHERE("cohere."),
    LLAMA("meta."),
    AI21("ai21."),
    MISTRAL("mistral."),
    DEEPSEEK("deepseek."),
    QWEN("qwen."),
    /** Known to be none of those. */
    OTHER(""),
    /** An ARN that does not say, such as an application inference profile's. */
    HIDDEN("");

    private final String vendor;

    ModelFamily(String vendor) {
        this.vendor = vendor;
    }

    /** By a model id, an inference profile's ({@code us.anthropic.…}), or an ARN that ends in one. */
    static ModelFamily of(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        for (ModelFamily family : values()) {
            if (!family.vendor.isEmpty() && id.contains(family.vendor)) {
                return family;
            }
        }
        return id.startsWith("arn:") ? HIDDEN : OTHER;
    }

    /** The model's name after its maker's, such as {@code claude-sonnet-4-5-20250929-v1:0}. */
    String nameIn(String model) {
        int at = vendor.isEmpty() ? -1 : model.toLowerCase(Locale.ROOT).indexOf(vendor);
        return at < 0 ? model : model.substring(at + vendor.indexOf('.') + 1);
    }
}
