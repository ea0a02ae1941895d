package io.serai.processors.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.trace.Trace;
import io.serai.processors.check.Said;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through a cascade: whose answer is given, and what becomes of rungs that fail. */
class CascadeTest extends CascadeInRoute {

    @Test
    void answer_thatPasses_isGivenAndNobodyElseAsked() throws Exception {
        checkLength(1);
        start(3);

        assertThat(text(call())).isEqualTo("a");
        assertThat(asked).containsExactly("a");
    }

    @Test
    void answers_thatFail_goUpRungByRungAndTheLastIsNotChecked() throws Exception {
        checkLength(100);
        start(3);

        assertThat(text(call())).isEqualTo("c");
        assertThat(asked).containsExactly("a", "b", "c");
    }

    @Test
    void call_thatIsNoChat_isNotChecked() throws Exception {
        checkLength(100);
        start(2);
        rungs.put("a", exchange -> Map.of("input_tokens", 7));

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setHeader(CallNames.OPERATION, Operation.COUNT_TOKENS.label());
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(answered.getMessage().getBody()).isEqualTo(Map.of("input_tokens", 7));
        assertThat(asked).containsExactly("a");
    }

    @Test
    void trace_tellsRungsAndVerdicts() throws Exception {
        checkLength(2);
        start(2);
        Trace trace = new Trace();

        camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.TRACE, trace);
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(trace.decisions())
                .extracting(decision -> decision.why())
                .containsExactly("rung 1 of 2", "rung 2 of 2");
        assertThat(trace.verdicts())
                .extracting(verdict -> verdict.policy() + " " + verdict.verdict() + ": " + verdict.why())
                .containsExactly("length failed: expected at least 2 characters, found 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {
                "PROVIDER_TIMEOUT",
                "PROVIDER_RATE_LIMITED",
                "PROVIDER_UNAVAILABLE",
                "PROVIDER_CONTEXT_LENGTH",
                "PROVIDER_CONTENT_FILTER",
                "PROVIDER_AUTH"
            })
    void rung_thatErrs_isFollowedByTheNext(ErrorKind kind) throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            throw new ProviderException(kind, "broken on purpose");
        });

        assertThat(text(call())).isEqualTo("b");
    }

    @Test
    void rung_thatRefusesTheRequest_isFollowedByTheNext() throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            throw new CallerException(ErrorKind.CALLER_BAD_REQUEST, "no images here");
        });

        assertThat(text(call())).isEqualTo("b");
    }

    @Test
    void lastRung_failing_isTheCallersFailure() throws Exception {
        checkLength(100);
        start(2);
        rungs.put("b", exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        });

        assertThat(call().getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void client_gone_endsIt() throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).cancel();
            throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut");
        });

        assertThat(call().getException()).isNotNull();
        assertThat(asked).containsExactly("a");
    }

    @Test
    void deadline_over_endsIt() throws Exception {
        start(2);
        rungs.put("a", exchange -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        });

        Exchange answered = camel.createProducerTemplate().send("direct:in", exchange -> {
            exchange.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ZERO));
            exchange.getMessage().setBody(Said.question("Why?"));
        });

        assertThat(answered.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(asked).containsExactly("a");
    }
}
