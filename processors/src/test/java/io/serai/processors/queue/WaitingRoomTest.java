package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.queue.Waiter.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who waits and who runs, on a clock of the test's own. */
class WaitingRoomTest {

    private static final List<PriorityClass> ONE = PriorityClass.parse("all");

    private final AtomicLong now = new AtomicLong();
    private final List<Runnable> alarms = new ArrayList<>();

    private WaitingRoom room(int running, int waiting, List<PriorityClass> classes) {
        return new WaitingRoom(
                new QueueLimits(running, waiting, Duration.ofSeconds(30)),
                classes,
                now::get,
                (nanos, action) -> alarms.add(action));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void calls_asManyAsMayRun_runAtOnceAndOthersInTheirOrder() {
        WaitingRoom room = room(2, 10, ONE);
        Waiter first = room.join(0);
        Waiter second = room.join(0);
        Waiter third = room.join(0);
        Waiter fourth = room.join(0);

        assertThat(List.of(first.state(), second.state())).containsOnly(State.GRANTED);
        assertThat(List.of(third.state(), fourth.state())).containsOnly(State.WAITING);
        room.ended(1);
        assertThat(third.state()).isEqualTo(State.GRANTED);
        assertThat(fourth.state()).isEqualTo(State.WAITING);
        assertThat(room.running()).isEqualTo(2);
        assertThat(room.waiting(0)).isEqualTo(1);
    }

    @Test
    void line_full_refusesItsOwnClassOnly() {
        WaitingRoom room = room(1, 1, PriorityClass.parse("a, b"));
        room.join(0);
        room.join(0);

        assertThat(room.join(0)).isNull();
        assertThat(room.join(1)).isNotNull();
        assertThat(room.waiting(0)).isEqualTo(1);
    }

    @Test
    void line_ofNobody_letsRunButNotWait() {
        WaitingRoom room = room(1, 0, ONE);

        assertThat(room.join(0)).isNotNull();
        assertThat(room.join(0)).isNull();
        room.ended(1);
        assertThat(room.join(0)).isNotNull();
    }

    @Test
    void waiter_thatHasLeft_takesNoTurn() {
        WaitingRoom room = room(1, 10, ONE);
        room.join(0);
        Waiter leaver = room.join(0);
        Waiter next = room.join(0);
        leaver.settle(State.LEFT);

        room.ended(1);

        assertThat(next.state()).isEqualTo(State.GRANTED);
        assertThat(room.running()).isEqualTo(1);
        assertThat(room.waiting(0)).isZero();
        assertThat(leaver.settle(State.GRANTED)).isFalse();
    }

    @Test
    void classes_allWaiting_areServedByWeight() {
        WaitingRoom room = room(1, 1_000, PriorityClass.parse("high: 6, normal: 3, low: 1"));
        room.join(0);
        List<Deque<Waiter>> waiters = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
        for (int i = 0; i < 300; i++) {
            for (int lane = 0; lane < 3; lane++) {
                waiters.get(lane).add(room.join(lane));
            }
        }

        for (int i = 0; i < 100; i++) {
            room.ended(1);
        }

        assertThat(waiters.stream().map(WaitingRoomTest::served)).containsExactly(60L, 30L, 10L);
    }

    private static long served(Deque<Waiter> waiters) {
        return waiters.stream()
                .filter(waiter -> waiter.state() == State.GRANTED)
                .count();
    }

    @Test
    void call_thatComesAgain_isFirstAndNobodyRunsInThePause() {
        WaitingRoom room = room(2, 10, ONE);
        room.join(0);
        room.join(0);
        Waiter patient = room.join(0);

        Waiter returned = room.joinAgain(0, Duration.ofSeconds(5));
        room.ended(1);

        assertThat(room.running()).isZero();
        assertThat(returned.state()).isEqualTo(State.WAITING);
        assertThat(alarms).hasSize(1);
        pass(Duration.ofSeconds(5));
        alarms.get(0).run();
        assertThat(returned.state()).isEqualTo(State.GRANTED);
        assertThat(patient.state()).isEqualTo(State.GRANTED);
    }

    @Test
    void pause_thatIsLengthened_isNotOverWithTheFirstAlarm() {
        WaitingRoom room = room(2, 10, ONE);
        room.join(0);
        room.join(0);
        Waiter one = room.joinAgain(0, Duration.ofSeconds(5));
        room.joinAgain(0, Duration.ofSeconds(9));

        pass(Duration.ofSeconds(5));
        alarms.get(0).run();
        assertThat(one.state()).isEqualTo(State.WAITING);
        assertThat(alarms).hasSize(2);
        pass(Duration.ofSeconds(4));
        alarms.get(1).run();

        assertThat(one.state()).isEqualTo(State.GRANTED);
        assertThat(room.running()).isEqualTo(2);
    }

    @Test
    void newcomer_afterAPause_runsWithoutAnAlarm() {
        WaitingRoom room = room(1, 10, ONE);
        room.join(0);
        Waiter returned = room.joinAgain(0, Duration.ofSeconds(5));
        returned.settle(State.LEFT);
        room.leave(returned);
        pass(Duration.ofSeconds(6));

        assertThat(room.join(0).state()).isEqualTo(State.GRANTED);
    }

    /** Calls of two seconds each: whoever is told to come back in n seconds finds a place then, and his turn comes in time. */
    @Test
    void comeBackIn_whatItSays_isTrue() {
        WaitingRoom room = room(2, 4, ONE);
        Duration call = Duration.ofSeconds(2);
        room.join(0);
        room.join(0);
        pass(call);
        room.ended(call.toNanos());
        room.ended(call.toNanos());
        for (int i = 0; i < 6; i++) {
            assertThat(room.join(0)).isNotNull();
        }
        assertThat(room.join(0)).isNull();

        // Two at a time, two seconds each: one ends every second on average.
        assertThat(room.comeBackIn(0)).isEqualTo(Duration.ofSeconds(1));
        room.ended(call.toNanos());
        assertThat(room.join(0)).isNotNull();
    }

    @Test
    void comeBackIn_lineLongerThanAnybodyWaits_isWhenItIsShortEnough() {
        WaitingRoom room = room(1, 100, ONE);
        Duration call = Duration.ofSeconds(10);
        room.join(0);
        room.ended(call.toNanos());
        room.join(0);
        for (int i = 0; i < 5; i++) {
            room.join(0);
        }

        // Six calls of 10 s would be before him; he waits 30 s at most, so 30 s of them have to be over before he
        // comes.
        assertThat(room.comeBackIn(0)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void comeBackIn_besideOtherClasses_countsTheirTurns() {
        WaitingRoom room = room(1, 1, PriorityClass.parse("high: 3, low: 1"));
        room.join(0);
        room.ended(Duration.ofSeconds(1).toNanos());
        room.join(0);
        room.join(0);
        room.join(1);

        assertThat(room.comeBackIn(1)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void comeBackIn_pause_isAdded() {
        WaitingRoom room = room(1, 1, ONE);
        room.join(0);
        room.joinAgain(0, Duration.ofSeconds(20));
        pass(Duration.ofSeconds(5));

        // Nothing has ended yet: a call is taken to last a second.
        assertThat(room.comeBackIn(0)).isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void close_sendsEverybodyAway() {
        WaitingRoom room = room(1, 10, ONE);
        room.join(0);
        Waiter waiter = room.join(0);

        room.close();

        assertThat(waiter.state()).isEqualTo(State.CLOSED);
        assertThat(room.join(0).state()).isEqualTo(State.CLOSED);
        assertThat(room.waiting(0)).isZero();
    }
}
