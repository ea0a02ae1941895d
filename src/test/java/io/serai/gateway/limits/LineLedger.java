package io.serai.gateway.limits;

import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Charges;
import io.serai.processors.ledger.Ledger;
import io.serai.processors.ledger.Line;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Remembers what became of each line. */
final class LineLedger implements Ledger {

    private final Map<Line, List<String>> lines = new IdentityHashMap<>();
    private long output;

    @Override
    public synchronized void reserve(Line line, Amounts most) {
        add(line, "reserve");
    }

    @Override
    public synchronized void extend(Line line, Amounts more) {}

    @Override
    public synchronized void settle(Line line, Charge charge) {
        output += line.tenant().equals(Charges.PLATFORM) ? 0 : charge.used().output();
        add(line, "settle");
    }

    @Override
    public synchronized void release(Line line, String cause) {
        add(line, "release");
    }

    private void add(Line line, String what) {
        lines.computeIfAbsent(line, made -> new ArrayList<>()).add(what);
    }

    /** What became of each, and of which tenant and provider it was: {@code acme one reserve settle}. */
    synchronized List<String> told() {
        List<String> told = new ArrayList<>();
        lines.forEach((line, what) -> told.add(line.tenant() + " " + line.provider() + " " + String.join(" ", what)));
        told.sort(null);
        return told;
    }

    /** Tokens of answers that callers were charged. */
    synchronized long output() {
        return output;
    }
}
