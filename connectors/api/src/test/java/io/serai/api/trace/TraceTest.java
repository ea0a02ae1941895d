package io.serai.api.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.trace.Decision.Turn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trace tells, and that threads may write it together. */
class TraceTest {

    private final Trace trace = new Trace();
    private final Meter meter = new Meter(MeterListener.NONE);

    @ParameterizedTest
    @CsvSource(
            value = {"on,true", "ON,true", "off,false", "true,false", "'',false", "NULL,false"},
            nullValues = "NULL")
    void header_asksForOneByOn(String value, boolean asks) {
        assertThat(Trace.isAskedFor(value)).isEqualTo(asks);
    }

    @Test
    void report_withoutAnything_hasAllItsMembers() {
        assertThat(trace.told(null))
                .containsOnlyKeys(
                        "requested_model", "resolved_model", "duration_ms", "attempts", "decisions", "policies")
                .containsEntry("requested_model", null)
                .containsEntry("attempts", List.of());
    }

    @Test
    void attempts_areToldAsTheMeterHasThem() {
        meter.begin("a", "m", Operation.CHAT).fail(ErrorKind.PROVIDER_TIMEOUT);
        Attempt second = meter.begin("b", "n", Operation.CHAT);
        second.reportKey("main");
        second.report(Usage.of(1, 2));
        second.succeed();
        trace.priced(
                attempt -> attempt.provider().equals("b") ? Optional.of(new BigDecimal("0.25")) : Optional.empty());

        List<?> told = (List<?>) trace.told(meter).get("attempts");

        assertThat(told)
                .extracting("target", "outcome", "error")
                .containsExactly(tuple("a/m", "failed", "provider_timeout"), tuple("b/n", "succeeded", null));
        assertThat(told).element(0).asString().doesNotContain("key=", "cost_usd=");
        assertThat(told).element(1).extracting("key", "cost_usd").containsExactly("main", new BigDecimal("0.25"));
        assertThat(trace.told(meter)).containsEntry("resolved_model", "b/n");
    }

    @Test
    void resolved_goesBeforeWhatTheMeterGuesses() {
        meter.begin("a", "m", Operation.CHAT);
        meter.begin("b", "n", Operation.CHAT);
        trace.resolved("a/m");

        assertThat(trace.told(meter)).containsEntry("resolved_model", "a/m");
    }

    @Test
    void decisionsAndVerdicts_areToldInTheirOrder_withoutEmptyMembers() {
        trace.note("fast", Turn.RESTING, "a/m", "for another 5 ms");
        trace.note("fast", Turn.CHOSEN, "b/n", "");
        trace.judged("budget", "allowed", "");

        Map<String, Object> told = trace.told(meter);

        assertThat((List<?>) told.get("decisions")).extracting("decision").containsExactly("resting", "chosen");
        assertThat((List<?>) told.get("decisions")).element(1).asString().doesNotContain("reason");
        assertThat((List<?>) told.get("policies"))
                .extracting("policy", "verdict")
                .hasSize(1);
    }

    @Test
    void notes_ofManyThreads_areAllKeptUpToABound() {
        IntStream.range(0, 900).parallel().forEach(i -> trace.note("r", Turn.RETRY, "t", ""));
        assertThat(trace.decisions()).hasSize(900);

        IntStream.range(0, 900).parallel().forEach(i -> trace.note("r", Turn.RETRY, "t", ""));
        assertThat(trace.decisions()).hasSize(1_000);
    }
}
