package io.serai.processors.limits;

import static io.serai.processors.limits.LimitsKit.ANN;
import static io.serai.processors.limits.LimitsKit.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallCheck.Turn;
import io.serai.processors.limits.Window.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done every second. */
class ShareKeeperTest {

    private static final Window HOUR = Window.calendar(Unit.HOUR, ZoneOffset.UTC);
    private static final Scope EACH_KEY = Scope.of(Dimension.KEY, Scope.EACH);

    private static LimitsKit kit(long amount, Window window) {
        return new LimitsKit(Limit.of("lim", "", EACH_KEY, Metric.REQUESTS, amount, window));
    }

    @Test
    void look_thresholdIsReached_isToldOncePerWindow() {
        LimitsKit kit = kit(10, HOUR);
        for (int i = 0; i < 10; i++) {
            kit.call(ANN, "fast");
            kit.limits.look();
        }
        kit.limits.look();
        assertThat(kit.heard)
                .containsExactly("lim [key_ann] 50", "lim [key_ann] 80", "lim [key_ann] 90", "lim [key_ann] 100");
        kit.clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 5; i++) {
            kit.call(ANN, "fast");
        }
        kit.limits.look();

        assertThat(kit.heard).hasSize(5).endsWith("lim [key_ann] 50");
    }

    @Test
    void look_twoNodesSeeTheSame_oneOfThemTells() {
        LimitsKit kit = kit(10, HOUR);
        Limits other = kit.limits();
        other.book().replace("test", kit.limits.book().limits());
        for (int i = 0; i < 5; i++) {
            kit.call(ANN, "fast");
        }
        LimitsKit.calls(other).admit(LimitsKit.callAsk(ANN, "fast", Turn.FIRST));
        kit.limits.look();
        other.look();

        assertThat(kit.heard).containsExactly("lim [key_ann] 50");
    }

    @Test
    void look_rollingGoesUpAndDown_isToldEachTime() {
        LimitsKit kit = kit(2, Window.rolling(Unit.MINUTE));
        kit.call(ANN, "fast");
        kit.limits.look();
        kit.limits.look();
        kit.clock.advance(Duration.ofMinutes(2));
        kit.limits.look();
        kit.call(BOB, "fast");
        kit.call(ANN, "fast");
        kit.limits.look();

        assertThat(kit.heard).containsExactlyInAnyOrder("lim [key_ann] 50", "lim [key_ann] 50", "lim [key_bob] 50");
    }

    @Test
    void look_stockNobodyUses_goesBackToThePool() {
        LimitsKit kit = kit(1_600, HOUR);
        kit.call(ANN, "fast");
        Counter counter = HOUR.counter("lim/key_ann", 1_600, kit.clock.millis());
        assertThat(kit.pool.taken(counter)).isGreaterThan(50);
        for (int i = 0; i < 12; i++) {
            kit.limits.look();
        }

        assertThat(kit.pool.taken(counter)).isEqualTo(1);
    }

    @Test
    void look_subjectIsSilent_isForgottenButNotWhatItUsed() {
        LimitsKit kit = kit(10, Window.ENDLESS);
        kit.call(ANN, "fast");
        for (int i = 0; i < 620; i++) {
            kit.limits.look();
        }
        assertThat(kit.limits.uses("lim")).isEmpty();

        kit.call(ANN, "fast");

        assertThat(kit.limits.uses("lim")).extracting(LimitUse::used).containsExactly(2L);
    }

    @Test
    void look_limitWasTakenAway_nothingIsHeldAnyMore() {
        LimitsKit kit = kit(1_600, HOUR);
        kit.call(ANN, "fast");
        kit.limits.book().replace("test", List.of());

        assertThat(kit.pool.taken(HOUR.counter("lim/key_ann", 1_600, kit.clock.millis())))
                .isEqualTo(1);
        assertThat(kit.call(ANN, "fast").limits()).isEmpty();
    }
}
