package io.serai.processors.limits;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.Operation;
import io.serai.api.call.TokenCount;
import io.serai.api.caller.Caller;
import io.serai.api.chat.Usage;
import io.serai.api.meter.Purpose;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charges;
import io.serai.processors.ledger.Ledger;
import io.serai.processors.ledger.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets providers be called as long as the caller's limits cover what that may cost. Thread-safe. */
final class AttemptAdmission implements AttemptCheck {

    /** The tokenizer is worth its time where the cheap bound would take more than this part of what is left. */
    private static final long TIGHT = 1_000;
    /** What is refused has no line on the bill. */
    private static final int UNNUMBERED = 0;

    private final Applying applying;
    private final Asking asking;
    private final Shares shares;
    private final Leases leases;
    private final Ledger ledger;
    private final Tariff tariff;
    private final TokenCount tokens;
    private final AnswerSize answers;
    private final LimitSettings settings;

    AttemptAdmission(
            Applying applying,
            Asking asking,
            Shares shares,
            Leases leases,
            Ledger ledger,
            Tariff tariff,
            TokenCount tokens,
            AnswerSize answers,
            LimitSettings settings) {
        this.applying = applying;
        this.asking = asking;
        this.shares = shares;
        this.leases = leases;
        this.ledger = ledger;
        this.tariff = tariff;
        this.tokens = tokens;
        this.answers = answers;
        this.settings = settings;
    }

    @Override
    public Grant check(Ask ask) {
        boolean forCaller = ask.meter().purpose() == Purpose.CALL;
        Caller payer = forCaller ? ask.caller() : null;
        Facts facts = new Facts(payer, ask.asked(), ask.provider(), ask.tags());
        List<Tally> tallies = applying.to(facts, limit -> !limit.isPerCall());
        Line line = line(ask, payer, UNNUMBERED);
        long most = answers.most(ask.operation(), ask.request(), ask.mostOutput());
        long input = input(ask, tallies, line.at());
        Spending spending =
                new Spending(line, ask.meter(), input, tallies, asking, shares, leases, ledger, tariff, settings);
        spending.begin(most, ask.streamed());
        return spending;
    }

    /** Two rows like any other call, so that what caches save is found where costs are. */
    @Override
    public void cached(Ask ask, Usage usage) {
        Caller payer = ask.meter().purpose() == Purpose.CALL ? ask.caller() : null;
        Line line = line(ask, payer, ask.meter().nextLine());
        ledger.reserve(line, Amounts.NOTHING);
        ledger.settle(line, tariff.cached(ask.provider(), ask.model(), usage, line.at()));
    }

    private long input(Ask ask, List<Tally> tallies, long at) {
        if (ask.operation() == Operation.COUNT_TOKENS) {
            return 0;
        }
        RequestSize size = RequestSize.of(ask.request());
        // Tensors have no texts to count: they would cost nothing just where little is left.
        if (ask.operation() == Operation.PREDICT || !isTight(ask, tallies, size.bound(), at)) {
            return size.bound();
        }
        long exact = tokens.input(ask.model(), ask.operation(), ask.request()) + size.attached();
        return Math.min(exact, size.bound());
    }

    private boolean isTight(Ask ask, List<Tally> tallies, long bound, long at) {
        for (int i = 0; i < tallies.size(); i++) {
            Tally tally = tallies.get(i);
            Metric metric = tally.limit().metric();
            boolean counts = metric == Metric.TOKENS_IN || metric == Metric.TOKENS_TOTAL || metric == Metric.COST;
            if (counts) {
                long needed = metric == Metric.COST
                        ? tariff.most(ask.provider(), ask.model(), bound, 0, at).count()
                        : bound;
                if (needed > Remaining.left(tally, at) / TIGHT) {
                    return true;
                }
            }
        }
        return false;
    }

    private Line line(Ask ask, @Nullable Caller payer, int attempt) {
        return new Line(
                ask.requestId(),
                attempt,
                payer == null ? Charges.PLATFORM : payer.tenant(),
                payer == null ? "" : payer.team(),
                payer == null ? "" : payer.app(),
                payer == null ? "" : payer.key(),
                payer == null ? "" : payer.user(),
                ask.asked(),
                ask.provider(),
                ask.model(),
                ask.operation(),
                ask.tags(),
                shares.now());
    }
}
