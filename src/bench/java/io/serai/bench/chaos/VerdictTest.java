package io.serai.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.bench.chaos.LedgerRows.Bill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Bill PAID = new Bill(1, 1, 5);

    private static Verdict verdict(Map<String, Bill> bills) {
        return verdict(new LedgerRows(bills, 0, 0, List.of()));
    }

    private static Verdict verdict(LedgerRows ledger) {
        return Verdict.of(
                Map.of("chaos-1", 5L, "chaos-2", 5L), Map.of("chaos-1", 1, "chaos-2", 1, "chaos-3", 2), ledger);
    }

    @Test
    void of_eachAnswerChargedOnce_isClean() {
        Verdict verdict = verdict(
                Map.of("chaos-1", PAID, "chaos-2", PAID, "chaos-3", new Bill(2, 1, 5), "probe", new Bill(9, 9, 45)));

        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
    }

    @Test
    void of_answerNotCharged_isLost() {
        Verdict verdict = verdict(Map.of("chaos-1", PAID, "chaos-2", new Bill(1, 0, 0), "chaos-3", new Bill(2, 2, 10)));

        assertThat(verdict.lost()).containsExactly("chaos-2");
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void of_chargedMoreOftenThanServed_isDuplicate() {
        Verdict verdict =
                verdict(Map.of("chaos-1", new Bill(2, 2, 10), "chaos-2", PAID, "chaos-3", new Bill(2, 2, 10)));

        assertThat(verdict.duplicates()).containsExactly("chaos-1");
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void of_servedMoreOftenThanTakenDown_isUnmetered() {
        Verdict verdict = verdict(Map.of("chaos-1", PAID, "chaos-2", PAID, "chaos-3", PAID));

        assertThat(verdict.unmetered()).containsExactly("chaos-3");
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void of_anotherAmountThanItCosts_isWrong() {
        Verdict verdict = verdict(Map.of("chaos-1", new Bill(1, 1, 4), "chaos-2", PAID, "chaos-3", new Bill(2, 0, 0)));

        assertThat(verdict.wrong())
                .singleElement()
                .asString()
                .startsWith("chaos-1 ")
                .endsWith(" of 5");
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void of_somethingStaysReservedOrDoesNotAddUp_isNotClean() {
        Map<String, Bill> bills = Map.of("chaos-1", PAID, "chaos-2", PAID, "chaos-3", new Bill(2, 0, 0));

        assertThat(verdict(new LedgerRows(bills, 1, 0, List.of())).clean()).isFalse();
        assertThat(verdict(new LedgerRows(bills, 0, 5, List.of())).clean()).isFalse();
        assertThat(verdict(new LedgerRows(bills, 0, 0, List.of("BALANCE"))).clean())
                .isFalse();
    }
}
