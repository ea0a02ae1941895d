package io.serai.providers.cohere;

import java.util.List;

/**
 * What a model's name tells of it (<a href="https://docs.cohere.com/docs/models">models</a>).
 *
 * @param thinks whether it can; models of names unknown here are taken to
 */
record CohereModel(boolean thinks) {

    /** Those of before reasoning, https://docs.cohere.com/docs/reasoning, and their specialised kin. */
    private static final List<String> THOUGHTLESS = List.of(
            "command-r",
            "command-light",
            "command-nightly",
            "command-a-03",
            "command-a-vision",
            "command-a-translate",
            "c4ai-");

    static CohereModel of(String name) {
        return new CohereModel(!name.equals("command") && THOUGHTLESS.stream().noneMatch(name::startsWith));
    }
}
