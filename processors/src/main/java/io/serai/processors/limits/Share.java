package io.serai.processors.limits;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** What this node has in stock of one counter. Taking from it is one atomic step in memory. Thread-safe. */
final class Share {

    private record Lack(long amount, long until) {
        static final Lack NONE = new Lack(Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /** What becomes of a wish. */
    enum Outcome {
        TAKEN,
        SHORT,
        CLOSED
    }

    private static final long CLOSED = -1;

    private final Counter counter;
    private final LongConsumer spending;
    private final AtomicLong free = new AtomicLong();
    /** What threads are about to fetch for stock. */
    private final AtomicLong wished = new AtomicLong();
    /** How much the pool said last is taken, by all nodes; this node's stock included. */
    private volatile long taken;
    /** So much is nowhere to be had, and until when nobody asks again. */
    private volatile Lack lack = Lack.NONE;
    /** What was in stock when it was looked at last, and how often it was the same. By the thread that ticks. */
    private long seen;

    private int unchanged;

    /** @param spending told what is used for good */
    Share(Counter counter, LongConsumer spending) {
        this.counter = counter;
        this.spending = spending;
    }

    Counter counter() {
        return counter;
    }

    Outcome take(long amount) {
        while (true) {
            long stock = free.get();
            if (stock == CLOSED) {
                return Outcome.CLOSED;
            }
            if (stock < amount) {
                return Outcome.SHORT;
            }
            if (free.compareAndSet(stock, stock - amount)) {
                return Outcome.TAKEN;
            }
        }
    }

    /** So much of what was taken is used, and never comes back. */
    void spend(long amount) {
        if (amount > 0) {
            spending.accept(amount);
        }
    }

    /**
     * How much to fetch for stock: what is there, and what others are about to fetch, leave of a bound; one at least. To be followed by
     * {@link #fetched}.
     */
    long wish(long bound) {
        while (true) {
            long others = wished.get();
            long wish = Math.max(1, bound - Math.max(0, free.get()) - others);
            if (wished.compareAndSet(others, others + wish)) {
                return wish;
            }
        }
    }

    /** What came of a wish is in stock. */
    void fetched(long wish) {
        wished.addAndGet(-wish);
    }

    /** Puts into stock; false where it is closed, and the amount the pool's. */
    boolean put(long amount) {
        while (true) {
            long stock = free.get();
            if (stock == CLOSED) {
                return false;
            }
            if (free.compareAndSet(stock, stock + amount)) {
                return true;
            }
        }
    }

    /** Takes up to so much out of stock. */
    long giveUp(long most) {
        while (true) {
            long stock = free.get();
            long given = Math.min(stock, most);
            if (given <= 0) {
                return 0;
            }
            if (free.compareAndSet(stock, stock - given)) {
                return given;
            }
        }
    }

    boolean isOpen() {
        return free.get() != CLOSED;
    }

    /** Ends it; what was in stock is the caller's to give back. */
    long close() {
        return Math.max(0, free.getAndSet(CLOSED));
    }

    void heard(long takenByAll) {
        taken = takenByAll;
    }

    /** All nodes were asked for so much, and had it not. */
    void lacks(long amount, long until) {
        lack = new Lack(amount, until);
    }

    /** Whether it was so a moment ago that so much is nowhere to be had. */
    boolean isLacking(long amount, long now) {
        Lack known = lack;
        return amount >= known.amount() && now < known.until();
    }

    /** How much is used or held by other nodes, as far as this node knows. */
    long used() {
        return Math.max(0, taken - Math.max(0, free.get()));
    }

    long left() {
        return Math.max(0, counter.capacity() - used());
    }

    /** Takes out of stock what it has too much of: all after so many looks without a change, else what goes beyond a bound. */
    long surplus(long bound, int patience) {
        long stock = Math.max(0, free.get());
        unchanged = stock == seen ? unchanged + 1 : 0;
        seen = stock;
        if (unchanged >= patience) {
            seen = 0;
            return giveUp(stock);
        }
        return stock > bound ? giveUp(stock - bound) : 0;
    }

    /** At how many looks in a row it was the same. */
    int unchanged() {
        return unchanged;
    }
}
