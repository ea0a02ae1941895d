package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.meter.Attempt.Outcome;
import io.serai.api.meter.Purpose;
import io.serai.processors.ledger.Ending.Service;
import io.serai.processors.prices.PriceBook;
import io.serai.processors.prices.PriceList;
import io.serai.processors.prices.PriceListReader;
import io.serai.processors.prices.UnpricedCalls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of {@code src/docs/charges.md}, row by row: F35, F36, F39, F41, F44. A token in costs 1000 nano-dollars, one out 5000. */
class ChargesTest {

    private static final String LIST =
            """
            prices:
              p:
                blocks:
                  - source: a test
                    date: 2026-11-01
                    batch: 0.5
                    models:
                      a: {input: 1, output: 5}
                      b: {input: 2, output: 10}
                      third: {call: 0.003333333}
                      changing: {input: 1, output: 5}
                  - source: a test
                    date: 2026-11-01
                    from: 2026-11-15
                    models:
                      changing: {input: 3, output: 15}
            """;

    private static final long AT = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

    private final UnpricedCalls unpriced = new UnpricedCalls();
    private final Charges charges = charges("", Silence.FREE);

    private Charges charges(String unknown, Silence silence) {
        PriceList list = PriceListReader.read("prices.yaml", LIST + unknown);
        return new Charges(new PriceBook(list, provider -> List.of(), unpriced), silence);
    }

    private static Ending ending(Outcome outcome) {
        return new Ending(
                "p",
                "a",
                Optional.empty(),
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                0,
                AT,
                Service.STANDARD);
    }

    /** An answer that tells its usage. */
    private static Ending answered(String model, Usage usage, long at, Service service) {
        return new Ending(
                "p",
                model,
                Optional.empty(),
                Outcome.SUCCEEDED,
                Optional.empty(),
                Optional.of(usage),
                Optional.empty(),
                100,
                0,
                at,
                service);
    }

    private static Ending failed(ErrorKind kind) {
        return with(ending(Outcome.FAILED), Optional.of(kind), Optional.empty(), Optional.empty(), 0);
    }

    private static Ending with(
            Ending ending, Optional<ErrorKind> error, Optional<Usage> reported, Optional<Usage> told, long seen) {
        return new Ending(
                ending.provider(),
                ending.model(),
                ending.answered(),
                ending.outcome(),
                error,
                reported,
                told,
                ending.prompt(),
                seen,
                ending.at(),
                ending.service());
    }

    private static Ending seen(Outcome outcome, long seen) {
        return with(ending(outcome), Optional.empty(), Optional.empty(), Optional.empty(), seen);
    }

    private static Ending reported(Outcome outcome, Usage usage, long seen) {
        return with(ending(outcome), Optional.empty(), Optional.of(usage), Optional.empty(), seen);
    }

    private static Ending told(Outcome outcome, Usage usage, long seen) {
        return with(ending(outcome), Optional.empty(), Optional.empty(), Optional.of(usage), seen);
    }

    private static void check(Charge charge, Cause cause, long input, long output, long cost) {
        assertThat(charge.cause()).isEqualTo(cause.label());
        assertThat(charge.used().input()).isEqualTo(input);
        assertThat(charge.used().output()).isEqualTo(output);
        assertThat(charge.used().cost().count()).isEqualTo(cost);
        assertThat(charge.isNothing()).isFalse();
        assertThat(charge.price()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SUCCEEDED", "FAILED", "CANCELLED"})
    void usageReported_isCharged_howeverItEnded(Outcome outcome) {
        check(charges.charge(reported(outcome, Usage.of(90, 7), 30)), Cause.REPORTED, 90, 7, 125_000);
    }

    /** F36: an explicit zero stays zero, whatever was seen. */
    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SUCCEEDED", "FAILED", "CANCELLED"})
    void zeroReported_F36_staysZero(Outcome outcome) {
        check(charges.charge(reported(outcome, Usage.of(0, 0), 30)), Cause.REPORTED, 0, 0, 0);
    }

    @Test
    void answerWithoutUsage_isEstimatedByWhatWasSeen() {
        check(charges.charge(seen(Outcome.SUCCEEDED, 30)), Cause.ESTIMATED, 100, 30, 250_000);
    }

    @Test
    void usageThatCountsNothing_orCannotBe_isNoReport() {
        check(
                charges.charge(reported(Outcome.SUCCEEDED, new Usage(Map.of("search_units", 1)), 30)),
                Cause.ESTIMATED,
                100,
                30,
                250_000);
        check(charges.charge(reported(Outcome.SUCCEEDED, Usage.of(-5, 3), 30)), Cause.ESTIMATED, 100, 30, 250_000);
        check(
                charges.charge(reported(Outcome.SUCCEEDED, Usage.of(5, Long.MAX_VALUE), 30)),
                Cause.ESTIMATED,
                100,
                30,
                250_000);
    }

    /** F35: whoever leaves after k chunks pays for k chunks. */
    @ParameterizedTest
    @CsvSource({"1, 105000", "2, 110000", "9, 145000", "10, 150000"})
    void clientGone_afterSomeOutput_F35_paysForIt(long seen, long cost) {
        check(charges.charge(seen(Outcome.CANCELLED, seen)), Cause.CUT, 100, seen, cost);
    }

    /** F35: what Anthropic says in its first event counts one token of the answer; more has come since. */
    @Test
    void clientGone_providerHadToldItsInput_paysThatAndWhatWasSeen() {
        check(charges.charge(told(Outcome.CANCELLED, Usage.of(80, 1), 20)), Cause.CUT, 80, 20, 180_000);
        check(charges.charge(told(Outcome.CANCELLED, Usage.of(80, 25), 20)), Cause.CUT, 80, 25, 205_000);
    }

    @Test
    void streamBrokeOff_afterSomeOutput_paysForIt() {
        check(charges.charge(seen(Outcome.FAILED, 4)), Cause.CUT, 100, 4, 120_000);
    }

    /** F36: errors are no output, and a prompt without an answer is not charged. */
    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {
                "PROVIDER_RATE_LIMITED",
                "PROVIDER_UNAVAILABLE",
                "PROVIDER_BAD_RESPONSE",
                "PROVIDER_AUTH",
                "PROVIDER_CONTEXT_LENGTH",
                "PROVIDER_CONTENT_FILTER",
                "CALLER_BAD_REQUEST",
                "POLICY_BUDGET_EXCEEDED"
            })
    void failedBeforeAnyOutput_F36_costsNothing(ErrorKind kind) {
        Charge charge = charges.charge(failed(kind));
        assertThat(charge.isNothing()).isTrue();
        assertThat(charge).isEqualTo(new Charge(Amounts.NOTHING, "failed", ""));
    }

    @Test
    void timeoutAndGivenUp_beforeAnyOutput_goByTheSettingForSilence() {
        Charges strict = charges("", Silence.PROMPT);
        Ending timeout = failed(ErrorKind.PROVIDER_TIMEOUT);
        Ending loser = ending(Outcome.CANCELLED);
        assertThat(charges.charge(timeout)).isEqualTo(new Charge(Amounts.NOTHING, "timeout", ""));
        assertThat(charges.charge(loser)).isEqualTo(new Charge(Amounts.NOTHING, "given_up", ""));
        check(strict.charge(timeout), Cause.TIMEOUT, 100, 0, 100_000);
        check(strict.charge(loser), Cause.GIVEN_UP, 100, 0, 100_000);
        assertThat(strict.charge(failed(ErrorKind.PROVIDER_UNAVAILABLE)).isNothing())
                .isTrue();
    }

    /** F41: each by the model that answered, where that has a price. */
    @ParameterizedTest
    @CsvSource({"a, a, 350000", "a, b, 700000", "b, a, 350000", "a, unheard-of, 350000"})
    void answerOfAnotherModel_F41_isPricedByTheOneThatAnswered(String asked, String answered, long cost) {
        Ending ending = new Ending(
                "p",
                asked,
                Optional.of(answered),
                Outcome.CANCELLED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                50,
                AT,
                Service.STANDARD);
        check(charges.charge(ending), Cause.CUT, 100, 50, cost);
    }

    /** F39: a price that changes in the midst of a month. */
    @Test
    void priceThatChanges_F39_holdsFromItsDay_andSaysWhichItWas() {
        long change = Instant.parse("2026-11-15T00:00:00Z").toEpochMilli();
        Ending after = answered("changing", Usage.of(100, 10), change, Service.STANDARD);
        Ending before = answered("changing", Usage.of(100, 10), change - 1, Service.STANDARD);
        check(charges.charge(before), Cause.REPORTED, 100, 10, 150_000);
        check(charges.charge(after), Cause.REPORTED, 100, 10, 450_000);
        check(charges.charge(before), Cause.REPORTED, 100, 10, 150_000);
        assertThat(charges.charge(before).price()).startsWith("p/changing@2026-11-01#");
        assertThat(charges.charge(after).price()).startsWith("p/changing@2026-11-15#");
    }

    /** F39: never 0 because nobody knows. */
    @Test
    void modelWithoutPrice_F39_costsTheCeiling_andIsCounted() {
        Ending unknown = answered("unheard-of", Usage.of(100, 10), AT, Service.STANDARD);
        Charge charge = charges.charge(unknown);
        check(charge, Cause.REPORTED, 100, 10, 4_800_000);
        assertThat(charge.price()).isEqualTo(PriceBook.CEILING);
        assertThat(unpriced.count()).isEqualTo(1);
        Charges own = charges("unknown: {policy: ceiling, input: 7, output: 11}", Silence.FREE);
        check(own.charge(unknown), Cause.REPORTED, 100, 10, 810_000);
    }

    @Test
    void modelWithoutPrice_F39_isRefusedWhereThatIsSaid() {
        Charges strict = charges("unknown: {policy: refuse}", Silence.FREE);
        assertThatThrownBy(() -> strict.most("p", "unheard-of", 1, 1, AT)).isInstanceOf(PolicyException.class);
        assertThat(strict.most("p", "a", 10, 10, AT).count()).isEqualTo(60_000);
    }

    @Test
    void most_isNeverLessThanTheCharge_norFailsOnAbsurdNumbers() {
        assertThat(charges.most("p", "a", 100, 50, AT).count()).isEqualTo(350_000);
        assertThat(charges.most("p", "a", Long.MAX_VALUE, Long.MAX_VALUE, AT).count())
                .isPositive();
    }

    @Test
    void batch_costsItsPart() {
        Ending batch = answered("a", Usage.of(100, 10), AT, Service.BATCH);
        check(charges.charge(batch), Cause.REPORTED, 100, 10, 75_000);
    }

    @Test
    void cached_costsNothing_andSaysWhatItSaved() {
        Charge charge = charges.cached("p", "a", Usage.of(100, 10), AT);
        assertThat(charge.used()).isEqualTo(Amounts.NOTHING);
        assertThat(charge.cause()).isEqualTo("cached");
        assertThat(charge.saved().count()).isEqualTo(150_000);
        assertThat(charge.isNothing()).isFalse();
    }

    @Test
    void shadowsAndUpkeep_arePaidByThePlatform() {
        assertThat(Charges.payer(Purpose.CALL, "ten_a")).isEqualTo("ten_a");
        assertThat(Charges.payer(Purpose.SHADOW, "ten_a")).isEqualTo(Charges.PLATFORM);
        assertThat(Charges.payer(Purpose.UPKEEP, "")).isEqualTo(Charges.PLATFORM);
        assertThat(Charges.payer(Purpose.CALL, "")).isEqualTo(Charges.PLATFORM);
    }

    /** F44: integers do not drift. */
    @Test
    void millionThirdsOfACent_F44_sumUpExactly() {
        Ending call = answered("third", Usage.of(1, 1), AT, Service.STANDARD);
        Accounts accounts = new Accounts();
        Owner owner = new Owner("n", 1);
        for (int i = 1; i <= 1_000_000; i++) {
            Charge charge = charges.charge(call);
            Line line = Lines.line("ten_a", "r", 1, AT);
            Entry entry = new Entry(
                    Kind.SETTLE,
                    i,
                    0,
                    line,
                    charge.used(),
                    charge.saved(),
                    charge.saved(),
                    charge.cause(),
                    charge.price(),
                    AT);
            accounts.add(Booking.of(entry, owner, i));
        }
        assertThat(accounts.changes().get(new Accounts.Account("ten_a", Accounts.SPENT)))
                .isEqualTo(3_333_333_000_000L);
        assertThat(accounts.changes().get(new Accounts.Account("ten_a", Accounts.OWED + "openai")))
                .isEqualTo(-3_333_333_000_000L);
    }
}
