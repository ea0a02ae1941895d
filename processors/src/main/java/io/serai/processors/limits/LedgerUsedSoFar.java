package io.serai.processors.limits;

import io.serai.processors.ledger.LedgerUse;
import io.serai.processors.ledger.LedgerUse.Used;
import io.serai.processors.ledger.Subject;
import java.util.Map;

/**
 * What has been used by the rows of the ledger. It does not know families of models: of a limit on one all models count, so that after a
 * start it may refuse too much, never too little.
 */
public final class LedgerUsedSoFar implements UsedSoFar {

    private final LedgerUse ledger;

    public LedgerUsedSoFar(LedgerUse ledger) {
        this.ledger = ledger;
    }

    @Override
    public long used(Limit limit, Map<Dimension, String> subject, long from, long until) {
        Subject whose = Subject.ALL;
        for (Map.Entry<Dimension, String> one : subject.entrySet()) {
            boolean family = one.getKey() == Dimension.MODEL && one.getValue().endsWith(Scope.EACH);
            whose = family ? whose : whose.and(dimension(one.getKey()), one.getValue());
        }
        if (!limit.tenant().isEmpty()) {
            whose = whose.and(io.serai.processors.ledger.Dimension.TENANT, limit.tenant());
        }
        Used used = ledger.used(whose, from, until);
        return switch (limit.metric()) {
            case REQUESTS -> used.requests();
            case TOKENS_IN -> used.input();
            case TOKENS_OUT -> used.output();
            case TOKENS_TOTAL -> used.input() + used.output();
            case COST -> used.cost().count();
            case CONCURRENT -> 0;
        };
    }

    private static io.serai.processors.ledger.Dimension dimension(Dimension dimension) {
        return switch (dimension) {
            case TENANT -> io.serai.processors.ledger.Dimension.TENANT;
            case TEAM -> io.serai.processors.ledger.Dimension.TEAM;
            case APP -> io.serai.processors.ledger.Dimension.APP;
            case KEY -> io.serai.processors.ledger.Dimension.KEY;
            case USER -> io.serai.processors.ledger.Dimension.USER;
            case MODEL -> io.serai.processors.ledger.Dimension.ASKED;
            case PROVIDER -> io.serai.processors.ledger.Dimension.PROVIDER;
            case TAG -> io.serai.processors.ledger.Dimension.TAG;
        };
    }
}
