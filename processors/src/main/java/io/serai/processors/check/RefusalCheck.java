package io.serai.processors.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * Whether the model has declined: by {@code message.refusal}, by the finish reason {@code content_filter}, or by a text that begins as
 * refusals do.
 */
public final class RefusalCheck implements Check {

    /** Within so many characters a refusal shows itself; what comes later is about something else. */
    private static final int BEGINNING = 160;

    private static final List<String> USUAL = List.of(
            "i can't help",
            "i cannot help",
            "i can't assist",
            "i cannot assist",
            "i can't provide",
            "i cannot provide",
            "i can't comply",
            "i cannot comply",
            "i can't fulfill",
            "i cannot fulfill",
            "i can't answer",
            "i cannot answer",
            "i'm unable to",
            "i am unable to",
            "i'm not able to",
            "i am not able to",
            "i won't be able to",
            "i must decline",
            "i have to decline",
            "as an ai language model",
            "ich kann dabei nicht helfen",
            "dabei kann ich nicht helfen",
            "das kann ich nicht beantworten",
            "je ne peux pas vous aider",
            "je ne peux pas répondre",
            "no puedo ayudar",
            "no puedo responder");

    private List<String> phrases = USUAL;

    /** By which texts a refusal is known, separated by {@code |}, in the place of the usual ones. Case does not matter. */
    public void setPhrases(String separated) {
        phrases = Arrays.stream(separated.split("\\|"))
                .map(RefusalCheck::plain)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
    }

    @Override
    public String name() {
        return "refusal";
    }

    @Override
    public Verdict verdict(Draft draft, Exchange exchange) {
        if (draft.message().get("refusal") instanceof String refusal && !refusal.isBlank()) {
            return Verdict.failed("the model refused");
        }
        if (draft.finishReason().equals("content_filter")) {
            return Verdict.failed("a content filter ended it");
        }
        String text = draft.text().strip();
        String beginning = plain(text.substring(0, Math.min(BEGINNING, text.length())));
        return Verdict.of(phrases.stream().noneMatch(beginning::contains), "it begins as refusals do");
    }

    /** Small letters, straight apostrophes, single spaces. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replaceAll("\\s+", " ")
                .strip();
    }
}
