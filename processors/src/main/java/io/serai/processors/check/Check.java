package io.serai.processors.check;

import io.serai.api.call.CallNames;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.trace.Trace;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;

/**
 * Whether an answer is good enough to be given. In a route it is either a predicate, or a step that fails where the answer does:
 *
 * <pre>{@code
 * - choice:
 *     when:
 *       - ref: long-enough            # the body is the answer, the variable SeraiRequest the request
 *         steps: …
 *
 * - process: {ref: long-enough}       # goes on, or fails with provider_bad_response
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Check extends Predicate, Processor {

    /** What it is called in messages, such as {@code length}. */
    String name();

    /**
     * Looks at an answer.
     *
     * @param exchange the call that it belongs to, for checks that ask a model in their turn
     */
    Verdict verdict(Draft draft, Exchange exchange);

    @Override
    default boolean matches(Exchange exchange) {
        return look(Draft.in(exchange), exchange).passed();
    }

    @Override
    default void process(Exchange exchange) {
        enforce(Draft.in(exchange), exchange);
    }

    /** @throws ProviderException {@code provider_bad_response} where the answer does not pass */
    default void enforce(Draft draft, Exchange exchange) {
        Verdict verdict = look(draft, exchange);
        if (!verdict.passed()) {
            throw new ProviderException(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The model's answer did not pass the check '" + name() + "': "
                            + verdict.fault().orElse("") + ".");
        }
    }

    private Verdict look(Draft draft, Exchange exchange) {
        Verdict verdict = verdict(draft, exchange);
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.judged(
                    name(),
                    verdict.passed() ? "passed" : "failed",
                    verdict.fault().orElse(""));
        }
        return verdict;
    }
}
