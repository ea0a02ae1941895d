package io.serai.processors.openai;

import java.util.List;

/**
 * The prompts of a legacy completion.
 *
 * @param texts one or more
 * @param choices how many answers each prompt gets
 * @param echo whether a prompt is repeated in front of its answers
 */
record Prompts(List<String> texts, int choices, Echo echo) {

    /** Property of an exchange: what the reader left for the writer. */
    static final String PROPERTY = "SeraiPrompts";

    enum Echo {
        OFF,
        ON
    }

    Prompts {
        texts = List.copyOf(texts);
    }

    /** What the text of a choice begins with: choice {@code j} of prompt {@code i} has the index {@code i * choices + j}. */
    String echoOf(int choice) {
        int prompt = choice / choices;
        return echo == Echo.ON && choice >= 0 && prompt < texts.size() ? texts.get(prompt) : "";
    }
}
