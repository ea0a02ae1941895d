package io.serai.processors.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Three nodes with one limit and one pool. */
final class ThreeNodes {

    private final SteppedClock clock = new SteppedClock("2026-11-21T12:00:00Z");
    private final List<Node> nodes = new ArrayList<>();

    private record Node(LimitBook book, Shares shares, ShareKeeper keeper) {}

    ThreeNodes(Limit limit) {
        this(limit, null);
    }

    ThreeNodes(Limit limit, @Nullable SharePool given) {
        SharePool pool = given == null ? new LocalPool(clock) : given;
        for (int i = 0; i < 3; i++) {
            LimitBook book = new LimitBook();
            book.replace("test", List.of(limit));
            Shares shares = new Shares(pool, clock, UsedSoFar.NOTHING, book);
            nodes.add(new Node(book, shares, new ShareKeeper(book, shares, LimitListener.NONE)));
        }
    }

    SteppedClock clock() {
        return clock;
    }

    Reservation reservation(int node) {
        return new Reservation(nodes.get(node).shares());
    }

    Tally tally(int node) {
        Facts facts = new Facts(null, "", "", Set.of());
        return new Applying(nodes.get(node).book()).to(facts, limit -> true).get(0);
    }

    boolean take(int node, long amount, Reservation into) {
        return outcome(node, amount, into) == Shares.Outcome.TAKEN;
    }

    Shares.Outcome outcome(int node, long amount, Reservation into) {
        return nodes.get(node).shares().take(tally(node), amount, into);
    }

    void overdraw(int node, long amount, Reservation into) {
        nodes.get(node).shares().overdraw(tally(node), amount, into);
    }

    /** As where its limit is taken away. */
    void retire(int node) {
        nodes.get(node).shares().retire(tally(node));
    }

    /** Each node looks after its shares. */
    void look() {
        nodes.forEach(node -> node.keeper().look());
    }
}
