package io.serai.processors.limits;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;

/** The pool of a gateway that stands alone: all in memory, always within reach. */
public final class LocalPool implements SharePool {

    /** Limits whose windows are all over are looked for each time that so many windows have been opened. */
    private static final int SWEEP_EVERY = 256;

    /** What the clocks of two nodes may differ by: the slower one still asks for a window that is over for the other. */
    private static final long SKEW_MILLIS = 10_000;

    private final Clock clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<ToLongBiFunction<Counter, Long>> nodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    /** @param clock by which windows are over */
    public LocalPool(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void open(Counter counter, LongSupplier used) {
        if (on(counter, entry -> entry.knows(counter) ? 1 : 0) == 1) {
            return;
        }
        // Not under a lock: it may ask a database. Of two who ask at once one is heard.
        long before = used.getAsLong();
        on(counter, entry -> entry.open(counter, before));
        if (opened.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
    }

    @Override
    public long take(Counter counter, long least, long most) {
        long got = on(counter, entry -> entry.take(counter, least, most));
        while (got == 0 && most <= least && recall(counter, least) > 0) {
            got = on(counter, entry -> entry.take(counter, least, most));
        }
        return got;
    }

    /** What all nodes had to give, put back where others can take it. */
    private long recall(Counter counter, long needed) {
        long given = 0;
        for (ToLongBiFunction<Counter, Long> node : nodes) {
            given += node.applyAsLong(counter, needed - given);
            if (given >= needed) {
                break;
            }
        }
        giveBack(counter, given);
        return given;
    }

    @Override
    public void overdraw(Counter counter, long amount) {
        on(counter, entry -> entry.add(counter, amount));
    }

    @Override
    public void giveBack(Counter counter, long amount) {
        on(counter, entry -> entry.remove(counter, amount));
    }

    /** What is used when the process ends is of no matter: the pool ends with it. */
    @Override
    public LongConsumer spending(Counter counter) {
        return amount -> {};
    }

    @Override
    public long taken(Counter counter) {
        return on(counter, entry -> entry.taken(counter));
    }

    @Override
    public void onRecall(ToLongBiFunction<Counter, Long> idle) {
        nodes.add(idle);
    }

    private long on(Counter counter, ToLongFunction<Entry> action) {
        while (true) {
            Entry entry = entries.computeIfAbsent(counter.limit(), limit -> new Entry());
            synchronized (entry) {
                if (!entry.gone) {
                    return action.applyAsLong(entry);
                }
            }
        }
    }

    private void sweep() {
        long now = clock.millis();
        for (String limit : List.copyOf(entries.keySet())) {
            entries.computeIfPresent(limit, (name, entry) -> {
                synchronized (entry) {
                    entry.gone = entry.windows.stream().allMatch(window -> window.overAt <= now);
                    return entry.gone ? null : entry;
                }
            });
        }
    }

    /** How much of a limit is taken, by window. There are few at a time. */
    private static final class Entry {

        private final List<Taken> windows = new ArrayList<>(2);
        private boolean gone;

        boolean knows(Counter counter) {
            return windows.stream().anyMatch(window -> window.countsFor(counter));
        }

        long open(Counter counter, long used) {
            return knows(counter) ? 0 : add(counter, used);
        }

        long take(Counter counter, long least, long most) {
            long left = counter.capacity() - taken(counter);
            if (left < least || least <= 0) {
                return 0;
            }
            return add(counter, least + Math.max(0, Math.min(most - least, (left - least) / PARTS)));
        }

        long add(Counter counter, long amount) {
            for (Taken window : windows) {
                if (window.from == counter.from()) {
                    window.amount += amount;
                    return amount;
                }
            }
            // A window that begins shows which are over, by the clock that the counters were made by.
            windows.removeIf(window -> window.overAt <= counter.from());
            Taken made = new Taken(counter);
            made.amount = amount;
            windows.add(made);
            return amount;
        }

        long remove(Counter counter, long amount) {
            for (Taken window : windows) {
                if (window.from == counter.from()) {
                    window.amount = Math.max(0, window.amount - amount);
                }
            }
            return amount;
        }

        long taken(Counter counter) {
            long sum = 0;
            for (Taken window : windows) {
                sum += window.countsFor(counter) ? window.amount : 0;
            }
            return sum;
        }
    }

    /** How much of one window is taken. */
    private static final class Taken {

        private final long from;
        private final long until;
        /** When it no longer says anything of what is left. */
        private final long overAt;

        private long amount;

        Taken(Counter counter) {
            from = counter.from();
            until = counter.until();
            long after = counter.rolling() == null ? 0 : counter.rolling().toMillis();
            overAt = until == Long.MAX_VALUE ? until : until + after + SKEW_MILLIS;
        }

        boolean countsFor(Counter counter) {
            return counter.rolling() == null
                    ? from == counter.from()
                    : until > counter.from() - counter.rolling().toMillis();
        }
    }
}
