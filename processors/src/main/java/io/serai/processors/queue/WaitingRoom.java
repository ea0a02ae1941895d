package io.serai.processors.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that run and the lines of those that wait. Nobody waits while a call more may run. Thread-safe; its lock is held for the time
 * it takes to change these numbers, never for a wait.
 */
final class WaitingRoom {

    /** For as long as no call has ended yet. */
    private static final long UNKNOWN_NANOS = Duration.ofSeconds(1).toNanos();

    /** Weight of the newest in the average of how long a call runs. */
    private static final double NEWEST = 0.2;

    /** Does something later, on a thread of its own. */
    @FunctionalInterface
    interface Alarm {
        void after(long nanos, Runnable action);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final QueueLimits limits;
    private final LongSupplier clock;
    private final Alarm alarm;
    private final List<Deque<Waiter>> lanes = new ArrayList<>();
    private final Turns turns;
    private int running;
    private double serviceNanos;
    private boolean paused;
    private long pausedUntil;
    private boolean alarmSet;
    private boolean closed;

    WaitingRoom(QueueLimits limits, List<PriorityClass> classes, LongSupplier clock, Alarm alarm) {
        this.limits = limits;
        this.clock = clock;
        this.alarm = alarm;
        this.turns = new Turns(classes);
        classes.forEach(each -> lanes.add(new ArrayDeque<>()));
    }

    /** The calling thread joins a line, at the head of which it may find itself at once; null where the line is full. */
    @Nullable
    Waiter join(int lane) {
        Waiter waiter = new Waiter(lane);
        lock.lock();
        try {
            add(waiter, false);
            if (waiter.isWaiting() && lanes.get(lane).size() > limits.waiting()) {
                lanes.get(lane).removeLastOccurrence(waiter);
                return null;
            }
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** A call that ran joins its line again, before everybody else, and for so long nobody runs that does not run already. */
    Waiter joinAgain(int lane, Duration pause) {
        Waiter waiter = new Waiter(lane);
        lock.lock();
        try {
            long until = clock.getAsLong() + pause.toNanos();
            pausedUntil = paused ? Math.max(pausedUntil, until) : until;
            paused = true;
            running--;
            add(waiter, true);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    /** A call has given up its wait. */
    void leave(Waiter waiter) {
        lock.lock();
        try {
            lanes.get(waiter.lane()).remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** A call has ended that ran for so long. */
    void ended(long nanos) {
        lock.lock();
        try {
            running--;
            serviceNanos = serviceNanos == 0 ? Math.max(1, nanos) : serviceNanos + NEWEST * (nanos - serviceNanos);
            serve();
        } finally {
            lock.unlock();
        }
    }

    /** When somebody who is sent away may come back and will have his turn in time, as things go now. */
    Duration comeBackIn(int lane) {
        lock.lock();
        try {
            double call = serviceNanos == 0 ? UNKNOWN_NANOS : serviceNanos;
            double turn = call / limits.running() * turns.dilution(lane, this::hasWaiting);
            double wholeLine = turn * (lanes.get(lane).size() + 1);
            double pause = paused ? Math.max(0, pausedUntil - clock.getAsLong()) : 0;
            return Duration.ofNanos((long)
                    (pause + Math.max(turn, wholeLine - limits.longestWait().toNanos())));
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    int waiting(int lane) {
        lock.lock();
        try {
            return lanes.get(lane).size();
        } finally {
            lock.unlock();
        }
    }

    /** Sends everybody away who waits, now and later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            lanes.forEach(lane -> {
                lane.forEach(waiter -> waiter.settle(Waiter.State.CLOSED));
                lane.clear();
            });
        } finally {
            lock.unlock();
        }
    }

    private void add(Waiter waiter, boolean first) {
        if (closed) {
            waiter.settle(Waiter.State.CLOSED);
            return;
        }
        Deque<Waiter> lane = lanes.get(waiter.lane());
        if (lane.isEmpty()) {
            turns.joined(waiter.lane());
        }
        if (first) {
            lane.addFirst(waiter);
        } else {
            lane.addLast(waiter);
        }
        serve();
    }

    /** Lets as many run as may. */
    private void serve() {
        if (isPaused()) {
            return;
        }
        while (running < limits.running()) {
            int lane = turns.next(this::hasWaiting);
            if (lane < 0) {
                return;
            }
            Waiter next = lanes.get(lane).removeFirst();
            // Whoever has given up meanwhile has not taken a turn.
            if (next.settle(Waiter.State.GRANTED)) {
                turns.took(lane);
                running++;
            }
        }
    }

    private boolean isPaused() {
        if (!paused) {
            return false;
        }
        long rest = pausedUntil - clock.getAsLong();
        paused = rest > 0;
        if (paused && !alarmSet) {
            alarmSet = true;
            alarm.after(rest, this::pauseOver);
        }
        return paused;
    }

    private void pauseOver() {
        lock.lock();
        try {
            alarmSet = false;
            serve();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasWaiting(int lane) {
        return !lanes.get(lane).isEmpty();
    }
}
