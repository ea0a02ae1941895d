package io.serai.processors.check;

import com.google.re2j.Pattern;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * A regular expression that the text has to match somewhere, or may not match anywhere, in RE2's syntax (<a
 * href="https://github.com/google/re2/wiki/Syntax">source</a>): whatever the model writes, a match takes time in proportion to its length.
 * A tool call has no text to match.
 */
public final class PatternCheck implements Check {

    private Optional<Pattern> present = Optional.empty();
    private Optional<Pattern> absent = Optional.empty();

    /** What has to be found. */
    public void setPresent(String pattern) {
        present = Optional.of(Pattern.compile(pattern));
    }

    /** What may not be found. */
    public void setAbsent(String pattern) {
        absent = Optional.of(Pattern.compile(pattern));
    }

    @Override
    public String name() {
        return "pattern";
    }

    @Override
    public Verdict verdict(Draft draft, Exchange exchange) {
        if (draft.isToolCall()) {
            return Verdict.PASSED;
        }
        String text = draft.text();
        if (present.isPresent() && !present.get().matcher(text).find()) {
            return Verdict.failed("what was expected is not in it");
        }
        return Verdict.of(absent.isEmpty() || !absent.get().matcher(text).find(), "what was not expected is in it");
    }
}
