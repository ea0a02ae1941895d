package io.serai.processors.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What one call has taken from its limits. Used by one thread at a time. */
final class Reservation {

    private final Shares shares;
    private final List<Held> held = new ArrayList<>(4);

    /** @param amount that was taken from a share for a subject of a limit */
    private record Held(Tally tally, Share share, long amount) {}

    Reservation(Shares shares) {
        this.shares = shares;
    }

    void add(Tally tally, Share share, long amount) {
        held.add(new Held(tally, share, amount));
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Where it stood, to come back to. */
    int mark() {
        return held.size();
    }

    /** Gives back all that was taken since. */
    void backTo(int mark) {
        while (held.size() > mark) {
            Held last = held.remove(held.size() - 1);
            shares.giveBack(last.share(), last.amount());
        }
    }

    /**
     * Ends it: of what was taken from each limit only that remains taken which was used, be it more or less.
     *
     * @param used by limit, in the unit of its metric
     */
    void settle(ToLongFunction<Limit> used) {
        for (int i = 0; i < held.size(); i++) {
            Held one = held.get(i);
            long left = used.applyAsLong(one.tally().limit()) - before(i);
            if (left >= one.amount()) {
                one.share().spend(one.amount());
                if (isLast(i)) {
                    shares.charge(one.share(), left - one.amount());
                }
            } else {
                long spent = Math.max(0, left);
                one.share().spend(spent);
                shares.giveBack(one.share(), one.amount() - spent);
            }
        }
        held.clear();
    }

    /** Ends it: all that was taken is used. */
    void spend() {
        for (int i = 0; i < held.size(); i++) {
            held.get(i).share().spend(held.get(i).amount());
        }
        held.clear();
    }

    /** What earlier pieces for the same subject have covered. */
    private long before(int index) {
        long sum = 0;
        for (int i = 0; i < index; i++) {
            sum += held.get(i).tally() == held.get(index).tally() ? held.get(i).amount() : 0;
        }
        return sum;
    }

    private boolean isLast(int index) {
        for (int i = index + 1; i < held.size(); i++) {
            if (held.get(i).tally() == held.get(index).tally()) {
                return false;
            }
        }
        return true;
    }
}
