package io.serai.gateway.admin;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.AuditLog;
import io.serai.processors.audit.AuditPage;
import io.serai.processors.audit.AuditQuery;
import io.serai.processors.audit.AuditReader;
import io.serai.processors.audit.AuditRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is told in memory, and lists it beside what SQL has: so filters reach the real statement. */
final class RecordedAudit implements AuditLog, AuditReader {

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final AuditReader sql;
    private volatile int room = Integer.MAX_VALUE;

    RecordedAudit(AuditReader sql) {
        this.sql = sql;
    }

    List<AuditEvent> events() {
        return events;
    }

    /** The newest that has this action. */
    AuditEvent last(String action) {
        return events.stream()
                .filter(event -> event.what().action().equals(action))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + action + " in the audit log"));
    }

    /** From now on the disk has room for so many events more. */
    void leaveRoom(int more) {
        room = events.size() + more;
    }

    /** The disk takes all again. */
    void makeRoom() {
        room = Integer.MAX_VALUE;
    }

    @Override
    public void append(AuditEvent event) {
        if (events.size() >= room) {
            throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "The disk is full.");
        }
        events.add(event);
    }

    @Override
    public void appendDurably(AuditEvent event) {
        append(event);
    }

    @Override
    public AuditPage list(AuditQuery query, String after, int limit) {
        List<AuditRow> rows = new ArrayList<>(sql.list(query, after, limit).rows());
        long number = 0;
        for (AuditEvent event : events) {
            if (fits(event, query) && rows.size() < limit) {
                rows.add(new AuditRow("node-1", ++number, 1_795_000_000_000L, event, "0".repeat(64)));
            }
        }
        return new AuditPage(rows, "");
    }

    private static boolean fits(AuditEvent event, AuditQuery query) {
        return fits(query.tenant(), event.who().tenant(), event.what().tenant())
                && fits(query.principal(), event.who().principal())
                && fits(query.key(), event.who().key())
                && fits(query.request(), event.request())
                && fits(query.action(), event.what().action())
                && fits(query.object(), event.what().id())
                && fits(query.decision(), event.decision().label());
    }

    private static boolean fits(String wanted, String... found) {
        return wanted.isEmpty() || List.of(found).contains(wanted);
    }
}
