package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChaosVerdictTest {

    private static ChaosVerdict verdict(ChaosLedger ledger) {
        return ChaosVerdict.of(Set.of("chaos-1", "chaos-2"), call -> call.equals("chaos-3") ? 2 : 1, ledger);
    }

    @Test
    void of_eachAnswerChargedOnce_isClean() {
        ChaosVerdict verdict =
                verdict(new ChaosLedger(Map.of("chaos-1", 1, "chaos-2", 1, "chaos-3", 2, "probe", 9), 0, 0));

        assertThat(verdict.clean()).isTrue();
    }

    @Test
    void of_answerNotCharged_isLost() {
        ChaosVerdict verdict = verdict(new ChaosLedger(Map.of("chaos-1", 1), 0, 0));

        assertThat(verdict.lost()).containsExactly("chaos-2");
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void of_chargedMoreOftenThanServed_isDuplicate() {
        ChaosVerdict verdict = verdict(new ChaosLedger(Map.of("chaos-1", 2, "chaos-2", 1, "chaos-3", 2), 0, 0));

        assertThat(verdict.duplicates()).containsExactly("chaos-1");
        assertThat(verdict.clean()).isFalse();
    }

    @Test
    void of_somethingStaysReserved_isNotClean() {
        assertThat(verdict(new ChaosLedger(Map.of("chaos-1", 1, "chaos-2", 1), 1, 0))
                        .clean())
                .isFalse();
        assertThat(verdict(new ChaosLedger(Map.of("chaos-1", 1, "chaos-2", 1), 0, 5))
                        .clean())
                .isFalse();
    }
}
