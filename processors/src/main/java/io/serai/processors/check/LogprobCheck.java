package io.serai.processors.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * How sure of its tokens the model was, by the natural logarithms in {@code choices[0].logprobs} (<a
 * href="https://platform.openai.com/docs/api-reference/chat/object">source</a>): 0 is certain, -0.7 a toss of a coin. They have to be
 * asked for, as with {@code parameters.logprobs=true}; an answer without any fails. A tool call passes.
 */
public final class LogprobCheck implements Check {

    private double leastMean = Double.NEGATIVE_INFINITY;
    private double leastOfAll = Double.NEGATIVE_INFINITY;

    /** What the mean of all tokens has to be at least. */
    public void setMean(double mean) {
        leastMean = mean;
    }

    /** What each single token has to be at least. */
    public void setLeast(double least) {
        leastOfAll = least;
    }

    @Override
    public String name() {
        return "logprobs";
    }

    @Override
    public Verdict verdict(Draft draft, Exchange exchange) {
        if (draft.isToolCall()) {
            return Verdict.PASSED;
        }
        List<Double> logprobs = logprobs(draft.choice());
        if (logprobs.isEmpty()) {
            return Verdict.failed("expected log probabilities, found none");
        }
        double mean =
                logprobs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        if (mean < leastMean) {
            return below("a mean", leastMean, mean);
        }
        double least = logprobs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return least < leastOfAll ? below("each", leastOfAll, least) : Verdict.PASSED;
    }

    private static Verdict below(String what, double expected, double found) {
        return Verdict.failed(String.format(
                Locale.ROOT, "expected log probabilities with %s of at least %.3f, found %.3f", what, expected, found));
    }

    private static List<Double> logprobs(Map<String, Object> choice) {
        List<Double> logprobs = new ArrayList<>();
        if (choice.get("logprobs") instanceof Map<?, ?> told && told.get("content") instanceof List<?> tokens) {
            for (Object token : tokens) {
                if (token instanceof Map<?, ?> members && members.get("logprob") instanceof Number logprob) {
                    logprobs.add(logprob.doubleValue());
                }
            }
        }
        return logprobs;
    }
}
