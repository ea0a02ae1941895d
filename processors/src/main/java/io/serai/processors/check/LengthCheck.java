package io.serai.processors.check;

import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.Usage;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * How long the text has to be. Tokens are those that the provider has counted for the whole answer, reasoning included; where it has
 * counted none, four characters are one. A tool call is as long as it is.
 */
public final class LengthCheck implements Check {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private long minCharacters;
    private long maxCharacters = Long.MAX_VALUE;
    private long minTokens;
    private long maxTokens = Long.MAX_VALUE;

    public void setMinCharacters(long minCharacters) {
        this.minCharacters = minCharacters;
    }

    public void setMaxCharacters(long maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    public void setMinTokens(long minTokens) {
        this.minTokens = minTokens;
    }

    public void setMaxTokens(long maxTokens) {
        this.maxTokens = maxTokens;
    }

    @Override
    public String name() {
        return "length";
    }

    @Override
    public Verdict verdict(Draft draft, Exchange exchange) {
        if (draft.isToolCall()) {
            return Verdict.PASSED;
        }
        String text = draft.text().strip();
        Verdict characters = within(text.codePointCount(0, text.length()), minCharacters, maxCharacters, "characters");
        return characters.passed() ? within(tokens(draft.answer(), text), minTokens, maxTokens, "tokens") : characters;
    }

    private static long tokens(Map<String, Object> answer, String text) {
        long counted =
                new ChatResponse(answer).usage().map(Usage::completionTokens).orElse(0L);
        return counted > 0 ? counted : (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    private static Verdict within(long found, long least, long most, String unit) {
        if (found < least) {
            return Verdict.failed("expected at least " + least + " " + unit + ", found " + found);
        }
        return Verdict.of(found <= most, "expected at most " + most + " " + unit + ", found " + found);
    }
}
