package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.limits.Window.Unit;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever three nodes ask and when, never more than the amount is used in any window. */
class SharesPropertyTest {

    private static final long AMOUNT = 40;

    /** A node asks for an amount after some time, and says how much of it was not used. */
    record Step(int node, long amount, long unused, long waitMillis) {}

    /** What was used, and when. */
    private record Use(long at, long amount) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.longs().between(1, 15),
                        Arbitraries.longs().between(0, 15),
                        Arbitraries.longs().between(50, 20_000))
                .as(Step::new);
        return step.list().ofMinSize(20).ofMaxSize(120);
    }

    @Property(tries = 300)
    void take_rolling_neverMoreInAnyWindowOfThatLength(@ForAll("steps") List<Step> steps) {
        List<Use> uses = play(Window.rolling(Unit.MINUTE), steps);

        for (Use last : uses) {
            long sum = uses.stream()
                    .filter(use -> use.at() <= last.at() && use.at() > last.at() - 60_000)
                    .mapToLong(Use::amount)
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(AMOUNT);
        }
    }

    @Property(tries = 300)
    void take_ofACalendar_neverMoreInAnyOfItsWindows(@ForAll("steps") List<Step> steps) {
        List<Use> uses = play(Window.calendar(Unit.MINUTE, ZoneId.of("Europe/Berlin")), steps);

        for (Use any : uses) {
            long sum = uses.stream()
                    .filter(use -> use.at() / 60_000 == any.at() / 60_000)
                    .mapToLong(Use::amount)
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(AMOUNT);
        }
    }

    /** What fits is not refused, whichever node has it, but for a moment after all were asked. */
    @Property(tries = 200)
    void take_fits_isNotRefused(@ForAll("steps") List<Step> steps) {
        ThreeNodes nodes = new ThreeNodes(Limit.of("lim", "", Scope.ALL, Metric.REQUESTS, AMOUNT, Window.ENDLESS));
        long left = AMOUNT;
        for (Step step : steps) {
            Reservation reservation = nodes.reservation(step.node());
            boolean taken = nodes.take(step.node(), step.amount(), reservation);
            assertThat(taken).isEqualTo(step.amount() <= left);
            if (taken) {
                long used = Math.max(0, step.amount() - step.unused());
                reservation.settle(limit -> used);
                left -= used;
            }
            nodes.clock().advance(Duration.ofMillis(step.waitMillis()));
        }
    }

    private static List<Use> play(Window window, List<Step> steps) {
        ThreeNodes nodes = new ThreeNodes(Limit.of("lim", "", Scope.ALL, Metric.REQUESTS, AMOUNT, window));
        List<Use> uses = new ArrayList<>();
        for (Step step : steps) {
            nodes.clock().advance(Duration.ofMillis(step.waitMillis()));
            Reservation reservation = nodes.reservation(step.node());
            if (nodes.take(step.node(), step.amount(), reservation)) {
                long used = Math.max(0, step.amount() - step.unused());
                uses.add(new Use(nodes.clock().millis(), used));
                reservation.settle(limit -> used);
            }
            nodes.look();
        }
        return uses;
    }
}
