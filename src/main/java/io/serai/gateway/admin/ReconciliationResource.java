package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.ledger.Reconciler;
import io.serai.processors.ledger.Reconciliation;
import io.serai.processors.ledger.Reconciliation.Finding;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A look at the whole ledger, of all tenants: whether every balance is the sum of its rows. Takes as long as there are rows to read. */
final class ReconciliationResource implements AdminResource {

    private final Reconciler reconciler;
    private final Clock clock;
    /** One at a time: each reads everything. */
    private final Semaphore running = new Semaphore(1);

    ReconciliationResource(Reconciler reconciler, Clock clock) {
        this.reconciler = reconciler;
        this.clock = clock;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(
                AdminOperation.read("getReconciliation", "/ledger/reconciliation", Right.LEDGER_READ, this::reconcile));
    }

    private AdminAnswer reconcile(AdminCall call) {
        if (call.reach() != Reach.ALL) {
            throw ProblemException.forbidden("This is about all tenants: it needs the right "
                    + Right.LEDGER_READ.label() + " for the platform.");
        }
        if (!running.tryAcquire()) {
            throw new ProblemException(new Problem(
                    ErrorKind.GATEWAY_OVERLOADED.status(),
                    ErrorKind.GATEWAY_OVERLOADED,
                    "Somebody is looking at the ledger already.",
                    List.of(),
                    Map.of("retry-after", "5")));
        }
        try {
            return AdminAnswer.ok(shape(reconciler.run()));
        } finally {
            running.release();
        }
    }

    private Map<String, Object> shape(Reconciliation found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Shapes.instant(clock.instant()));
        json.put("sound", found.isSound());
        json.put("rows", found.rows());
        json.put("open", found.open());
        json.put(
                "findings",
                found.findings().stream().map(ReconciliationResource::shape).toList());
        return json;
    }

    private static Map<String, Object> shape(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fault", finding.fault().name().toLowerCase(Locale.ROOT));
        json.put("tenant", finding.tenant());
        json.put("subject", finding.subject());
        json.put("expected", finding.expected());
        json.put("found", finding.found());
        return json;
    }
}
