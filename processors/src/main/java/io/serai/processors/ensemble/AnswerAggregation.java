package io.serai.processors.ensemble;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.processors.check.Check;
import io.serai.processors.check.Checks;
import io.serai.processors.check.Draft;
import io.serai.processors.check.Question;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * The same for {@code multicast} and {@code recipientList}: makes one answer of those that came back, by vote, judge, merge or as the first
 * of the list that is valid. Everybody is waited for, but for a {@code timeout} of the multicast's own; branches that fail are left out as
 * long as enough remain.
 *
 * <pre>{@code
 * - multicast:
 *     parallelProcessing: true
 *     aggregationStrategy: panel           # a bean of this type, with by: merge, model: "ai:openai/gpt-4.1"
 *     steps:
 *       - to: {uri: ai:openai/gpt-4.1-mini, parameters: {stream: false}}
 *       - to: {uri: ai:anthropic/claude-haiku-4-5, parameters: {stream: false}}
 * }</pre>
 */
public final class AnswerAggregation implements AggregationStrategy, CamelContextAware {

    /** Property of an exchange: what has come back so far. */
    private static final String GATHERED = "SeraiGathered";

    private final GatheringRule rule = new GatheringRule();
    private int minAnswers = 1;
    private String names = "";
    private @Nullable CamelContext camelContext;

    /** {@code vote} (the default), {@code judge}, {@code merge} or {@code first-valid}. */
    public void setBy(String by) {
        rule.by(by);
    }

    /** The endpoint that judges or merges, such as {@code model:judge} or {@code ai:openai/gpt-4.1}. */
    public void setModel(String uri) {
        rule.model(uri);
    }

    /** What the judge goes by, or what the merging model is to do, in the place of the usual words. */
    public void setInstructions(String instructions) {
        rule.instructions(instructions);
    }

    /** Which part of a text is voted on, as a regular expression of RE2: its last match, of that the first group if there is one. */
    public void setExtract(String pattern) {
        rule.extract(pattern);
    }

    /** How many have to answer; by default one. */
    public void setMinAnswers(int minAnswers) {
        this.minAnswers = minAnswers;
    }

    /** Names of beans of type {@link Check}, separated by commas, that each answer has to pass. */
    public void setChecks(String names) {
        this.names = names;
    }

    @Override
    public Exchange aggregate(@Nullable Exchange gathered, Exchange answered) {
        if (!Question.isChat(answered)) {
            return gathered == null || gathered.getException() != null ? answered : gathered;
        }
        Exchange whole = gathered == null ? answered : gathered;
        Gathered all = gathered == null ? new Gathered() : whole.getProperty(GATHERED, Gathered.class);
        all.add(answered);
        if (gathered == null) {
            // One that failed would otherwise fail them all.
            whole.setException(null);
            whole.getExchangeExtension().setRedeliveryExhausted(false);
            whole.setProperty(GATHERED, all);
        }
        return whole;
    }

    @Override
    public void onCompletion(@Nullable Exchange gathered, Exchange asked) {
        if (gathered == null) {
            // Else the route would go on with the request in the place of an answer.
            asked.setException(
                    new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "No model of this ensemble answered in time."));
            return;
        }
        Gathered all = (Gathered) gathered.removeProperty(GATHERED);
        if (all == null || gathered.getException() != null) {
            return;
        }
        try {
            Exchange copy = ExchangeHelper.createCopy(asked, true);
            Question question = Question.in(copy);
            List<Contribution> good = all.enough(checks(), minAnswers, question);
            rule.gathering().decide(good, question);
            ExchangeHelper.copyResults(gathered, copy);
        } catch (RuntimeException e) {
            gathered.setException(SeraiException.of(e));
        }
    }

    private List<Check> checks() {
        return camelContext == null ? List.of() : Checks.named(names, camelContext);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** What has come back of one message. Camel adds to it one at a time, in the order of the branches. */
    private static final class Gathered {
        private final List<Contribution> contributions = new ArrayList<>();
        private int branches;
        private @Nullable SeraiException failure;

        void add(Exchange answered) {
            int position = branches++;
            try {
                if (answered.getException() != null) {
                    throw answered.getException();
                }
                contributions.add(new Contribution(position, answered, Draft.in(answered)));
            } catch (Exception e) {
                fail(SeraiException.of(e));
            }
        }

        private void fail(SeraiException because) {
            failure = failure == null ? because : failure;
        }

        /** Those that pass the checks. */
        List<Contribution> enough(List<Check> checks, int least, Question question) {
            List<Contribution> good = new ArrayList<>();
            for (Contribution contribution : contributions) {
                Draft draft = new Draft(question.request(), contribution.draft().answer());
                try {
                    for (Check check : checks) {
                        check.enforce(draft, question.asAsked());
                    }
                    good.add(contribution);
                } catch (SeraiException e) {
                    fail(e);
                }
            }
            if (good.size() >= least) {
                return good;
            }
            throw failure != null && good.isEmpty()
                    ? failure
                    : new ProviderException(
                            ErrorKind.PROVIDER_UNAVAILABLE,
                            good.size() + " of the " + branches + " models of this ensemble answered, " + least
                                    + " are needed.");
        }
    }
}
