package io.serai.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.standing.Standing;
import io.serai.gateway.faults.Fault.Afterwards;
import io.serai.gateway.faults.Fault.Form;
import io.serai.gateway.faults.Fault.Outcome;
import io.serai.gateway.faults.Fault.Then;
import io.serai.gateway.faults.FaultGateway.Rescue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of upstream fault, streamed or not, with and without somebody else to answer: outcome, attempts, bill, and what stays behind. */
@Timeout(60)
class FaultTest {

    @TempDir
    private static Path folder;

    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new FaultGateway(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    static Stream<Fault> faults() {
        return Faults.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_withNobodyElse_isTold(Fault row) throws Exception {
        check(row, Rescue.NONE, row.alone());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_withAFallback_isAnsweredWhereItMayBe(Fault row) throws Exception {
        check(row, Rescue.GOOD, row.then() == Then.MOVES_ON ? new Outcome.Answered(FaultGateway.GOOD) : row.alone());
    }

    /** Else the rows of TLS could be true for any reason. */
    @Test
    void certificate_valid_isTrusted() throws Exception {
        new Received(gateway.call("valid", Form.WHOLE), Form.WHOLE).is(new Outcome.Answered(FaultGateway.GOOD));
    }

    /** A table whose rows can't fail shows nothing: each thing that a row expects, expected otherwise. */
    static Stream<Fault> wrong() {
        Fault failing = named("500", Form.STREAMED);
        Fault cut = named("reset mid-stream", Form.STREAMED);
        Fault fine = named("one-byte drip", Form.WHOLE);
        Outcome other = new Outcome.Refused(ErrorKind.PROVIDER_TIMEOUT, Optional.empty());
        List<Fault> wrong = List.of(
                failing.expecting(other),
                failing.leaving(Afterwards.OPEN),
                failing.using(1),
                named("429 Retry-After", Form.WHOLE)
                        .expecting(new Outcome.Refused(ErrorKind.PROVIDER_RATE_LIMITED, Optional.of("8"))),
                cut.expecting(other),
                cut.expecting(new Outcome.Answered("first")),
                cut.expecting(new Outcome.Cut("firs", ErrorKind.PROVIDER_BAD_RESPONSE)),
                cut.expecting(new Outcome.Cut("first", ErrorKind.PROVIDER_TIMEOUT)),
                cut.leaving(Afterwards.OPEN),
                fine.expecting(new Outcome.Answered("hello")),
                fine.using(13),
                fine.leaving(Afterwards.RESTS),
                named("400", Form.WHOLE).leaving(Afterwards.RESTS));
        return IntStream.range(0, wrong.size()).mapToObj(i -> wrong.get(i).called("wrong " + i));
    }

    private static Fault named(String kind, Form form) {
        return Faults.all()
                .filter(row -> row.kind().equals(kind) && row.form() == form)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void row_thatIsWrong_fails(Fault row) {
        assertThatThrownBy(() -> check(row, Rescue.NONE, row.alone())).isInstanceOf(AssertionError.class);
    }

    private static void check(Fault row, Rescue rescue, Outcome expected) throws Exception {
        gateway.publish(row, rescue);
        String model = FaultGateway.model(row, rescue);
        boolean rescued = rescue == Rescue.GOOD && row.then() == Then.MOVES_ON;

        Received received = new Received(gateway.call(model, row.form()), row.form());

        received.is(expected);
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(gateway.underWay()).isZero());
        attempts(row, rescue, rescued);
        bill(row, rescue, received, rescued);
        standing(row, rescue, rescued);
    }

    /** Each target at most once, in the meter and on the wire. */
    private static void attempts(Fault row, Rescue rescue, boolean rescued) {
        List<Attempt> attempts = gateway.meter(FaultGateway.model(row, rescue)).attempts();
        assertThat(attempts)
                .extracting(Attempt::provider)
                .containsExactlyElementsOf(
                        rescued ? List.of(row.provider(), FaultGateway.GOOD) : List.of(row.provider()));
        Attempt first = attempts.get(0);
        assertThat(first.error()).isEqualTo(error(row.alone()));
        assertThat(first.outcome())
                .isEqualTo(
                        row.alone() instanceof Outcome.Answered ? Attempt.Outcome.SUCCEEDED : Attempt.Outcome.FAILED);
        if (rescued) {
            assertThat(attempts.get(1).outcome()).isEqualTo(Attempt.Outcome.SUCCEEDED);
        }
        int reached = row.provider().equals(Faults.FAULTY) ? 1 : 0;
        assertThat(gateway.upstream().calls(FaultGateway.target(row, rescue))).isEqualTo(reached);
        assertThat(gateway.upstream().calls(FaultGateway.good(row, rescue))).isEqualTo(rescued ? 1 : 0);
    }

    private static Optional<ErrorKind> error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> Optional.empty();
            case Outcome.Refused refused -> Optional.of(refused.kind());
            case Outcome.Cut cut -> Optional.of(cut.kind());
        };
    }

    /** What providers have told, and nothing for those that failed without a word. */
    private static void bill(Fault row, Rescue rescue, Received received, boolean rescued) throws Exception {
        List<Attempt> attempts = gateway.meter(FaultGateway.model(row, rescue)).attempts();
        assertThat(attempts.get(0).usage().map(usage -> usage.totalTokens()))
                .isEqualTo(row.used() == 0 ? Optional.empty() : Optional.of((long) row.used()));
        int all = row.used() + (rescued ? FaultGateway.GOOD_USED : 0);
        assertThat(gateway.meter(FaultGateway.model(row, rescue))
                        .usage()
                        .getOrDefault("total_tokens", 0)
                        .toString())
                .isEqualTo("" + all);
        received.told(all, attempts.size());
    }

    /** Nobody's mistake but the provider's counts against it; nothing counts against who answered. */
    private static void standing(Fault row, Rescue rescue, boolean rescued) {
        Standing standing = gateway.standing(FaultGateway.target(row, rescue));
        assertThat(standing.running()).isZero();
        assertThat(standing.isOpen(0)).as("open").isEqualTo(row.afterwards() == Afterwards.OPEN);
        Standing good = gateway.standing(FaultGateway.good(row, rescue));
        assertThat(good.running()).isZero();
        assertThat(good.isOpen(0)).isTrue();
    }
}
