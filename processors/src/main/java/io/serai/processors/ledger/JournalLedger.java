package io.serai.processors.ledger;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.prices.NanoDollars;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes down in the journal of this node. A line is known by the object itself, not by what it says: request ids come from clients, who
 * may send the same twice, and each pays for what it gets.
 */
final class JournalLedger implements Ledger {

    private final Journal journal;
    private final InstantSource clock;
    private final AtomicLong calls = new AtomicLong();
    private final Map<Key, Open> open = new ConcurrentHashMap<>();

    JournalLedger(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void reserve(Line line, Amounts most) {
        long call = calls.incrementAndGet();
        RowBytes row = EntryCodec.encode(entry(Kind.RESERVE, call, 0, line, most, most.cost(), "", ""));
        int claim = Journal.claimFor(row);
        journal.append(row, Journal.Room.CLAIM, claim);
        open.put(new Key(line), new Open(call, claim, most.cost()));
    }

    @Override
    public void extend(Line line, Amounts more) {
        Open reserved = open.get(new Key(line));
        if (reserved == null) {
            throw new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The gateway extended a call that has ended.");
        }
        synchronized (reserved) {
            int ordinal = reserved.extensions + 1;
            Entry entry = entry(Kind.EXTEND, reserved.call, ordinal, line, more, more.cost(), "", "");
            journal.append(EntryCodec.encode(entry), Journal.Room.PASS, 0);
            reserved.extensions = ordinal;
            reserved.sum = reserved.sum.plus(more.cost());
        }
    }

    @Override
    public void settle(Line line, Charge charge) {
        end(Kind.SETTLE, line, charge);
    }

    @Override
    public void release(Line line, String cause) {
        end(Kind.RELEASE, line, new Charge(Amounts.NOTHING, cause, ""));
    }

    private void end(Kind kind, Line line, Charge charge) {
        Key key = new Key(line);
        Open reserved = open.remove(key);
        if (reserved == null) {
            return;
        }
        NanoDollars back = new NanoDollars(-reserved.sum().count());
        Entry entry = new Entry(
                kind,
                reserved.call,
                0,
                line,
                charge.used(),
                back,
                charge.saved(),
                charge.cause(),
                charge.price(),
                clock.millis());
        try {
            journal.append(EntryCodec.encode(entry), Journal.Room.END, reserved.claim);
        } catch (RuntimeException notTakenDown) {
            open.putIfAbsent(key, reserved);
            throw notTakenDown;
        }
    }

    private Entry entry(
            Kind kind,
            long call,
            int ordinal,
            Line line,
            Amounts amounts,
            NanoDollars reserved,
            String cause,
            String price) {
        return new Entry(kind, call, ordinal, line, amounts, reserved, NanoDollars.ZERO, cause, price, clock.millis());
    }

    /** Calls that have begun and not ended. */
    int running() {
        return open.size();
    }

    /** What is reserved for a call that runs. */
    private static final class Open {
        final long call;
        final int claim;
        /** Guarded by this, as is the next. */
        private int extensions;

        private NanoDollars sum;

        Open(long call, int claim, NanoDollars sum) {
            this.call = call;
            this.claim = claim;
            this.sum = sum;
        }

        synchronized NanoDollars sum() {
            return sum;
        }
    }

    /** One line itself. */
    private static final class Key {
        private final Line line;

        Key(Line line) {
            this.line = line;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.line == line;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(line);
        }
    }
}
