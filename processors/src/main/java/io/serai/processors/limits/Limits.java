package io.serai.processors.limits;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.api.call.TokenCount;
import io.serai.api.model.ModelCard;
import io.serai.processors.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All that limits do on one node. Somebody has to call {@link #look} every second. Thread-safe. */
public final class Limits {

    private final LimitBook book = new LimitBook();
    private final Leases leases = new Leases();
    private final Shares shares;
    private final ShareKeeper keeper;
    private final Applying applying;
    private final Asking asking;
    private final LimitSettings settings;
    private final AttemptCheck attempts;

    /**
     * What limits are built on.
     *
     * @param pool where all nodes take their shares from
     * @param clock by which windows begin and end
     * @param usedSoFar asked after a start
     * @param ledger that takes down what is reserved and used
     * @param tariff what calls cost
     * @param tokens asked where little is left
     * @param listener told of thresholds and refusals
     */
    public record Surroundings(
            SharePool pool,
            Clock clock,
            UsedSoFar usedSoFar,
            Ledger ledger,
            Tariff tariff,
            TokenCount tokens,
            LimitListener listener,
            LimitSettings settings) {}

    public Limits(Surroundings around) {
        settings = around.settings();
        shares = new Shares(around.pool(), around.clock(), around.usedSoFar(), book);
        keeper = new ShareKeeper(book, shares, around.listener());
        applying = new Applying(book);
        asking = new Asking(shares, around.listener());
        AnswerSize answers = new AnswerSize(settings.defaultOutput());
        attempts = new AttemptAdmission(
                applying, asking, shares, leases, around.ledger(), around.tariff(), around.tokens(), answers, settings);
    }

    /** The limits in force, to be set and changed. */
    public LimitBook book() {
        return book;
    }

    /**
     * Admits requests, by rights first, then by limits.
     *
     * @param rights what callers may do, however much of it; asked again about a model that a limit would send a request to
     * @param models what rules go by that are about the model of a name; empty where nobody publishes it
     */
    public CallCheck calls(CallCheck rights, Function<String, Optional<ModelCard>> models) {
        return rights.and(new CallAdmission(applying, asking, shares, leases, settings, rights, models));
    }

    /** Admits calls of providers, and settles them. */
    public AttemptCheck attempts() {
        return attempts;
    }

    /** Gives back what is not needed, tells thresholds, ends what is lost. By one thread, every second. */
    public void look() {
        leases.expire(shares.now());
        keeper.look();
    }

    /** How many requests and calls of this node hold something at the moment. */
    public int running() {
        return leases.count();
    }

    /** Which limits are about such a call, and how full they are. */
    public List<LimitUse> effective(Facts facts) {
        long now = shares.now();
        List<LimitUse> uses = new ArrayList<>();
        for (Tally tally : applying.to(facts, limit -> true)) {
            uses.add(use(tally, now));
        }
        return uses;
    }

    /** How full a limit is, for each subject that this node knows of. */
    public List<LimitUse> uses(String limitId) {
        long now = shares.now();
        List<LimitUse> uses = new ArrayList<>();
        book.index().gauge(limitId).forEach(gauge -> {
            if (gauge.limit().scope().isOne()) {
                uses.add(use(gauge.tally(""), now));
            } else {
                gauge.tallies().forEach(tally -> uses.add(use(tally, now)));
            }
        });
        return uses;
    }

    private LimitUse use(Tally tally, long now) {
        Counter counter = tally.counterAt(now);
        Share share = tally.share(now);
        long used = share == null ? shares.pool().taken(counter) : share.used();
        boolean endless = counter.until() == Long.MAX_VALUE;
        long back = counter.rolling() == null ? 0 : counter.rolling().toMillis();
        return new LimitUse(
                tally.limit(),
                tally.limit().scope().valuesOf(tally.subject()),
                used,
                endless ? Optional.empty() : Optional.of(Instant.ofEpochMilli(counter.from() - back)),
                Remaining.resetsAt(tally, now));
    }
}
