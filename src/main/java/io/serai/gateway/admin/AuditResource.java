package io.serai.gateway.admin;

import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.AuditPage;
import io.serai.processors.audit.AuditQuery;
import io.serai.processors.audit.AuditReader;
import io.serai.processors.audit.AuditRow;
import io.serai.processors.identity.Right;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who did what, and whether he was let. */
final class AuditResource implements AdminResource {

    private final AuditReader log;

    AuditResource(AuditReader log) {
        this.log = log;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(AdminOperation.read("listAudit", "/audit", Right.AUDIT_READ, this::list));
    }

    private AdminAnswer list(AdminCall call) {
        Optional<Extent> extent = Extent.of(call);
        if (extent.isEmpty()) {
            return AdminAnswer.ok(Shapes.page(List.of(), Optional.empty()));
        }
        Interval interval = Interval.of(call);
        AuditQuery query = new AuditQuery(
                extent.get().tenant(),
                call.text("principal").orElse(""),
                call.text("key").orElse(""),
                call.text("action").orElse(""),
                "",
                call.text("object").orElse(""),
                call.text("decision").orElse(""),
                call.text("request").orElse(""),
                interval.from(),
                interval.until());
        AuditPage page = page(query, call);
        return AdminAnswer.ok(Shapes.page(
                page.rows().stream().map(AuditResource::shape).toList(),
                Optional.of(page.next()).filter(next -> !next.isEmpty())));
    }

    private AuditPage page(AuditQuery query, AdminCall call) {
        try {
            return log.list(query, call.text("cursor").orElse(""), call.limit());
        } catch (IllegalArgumentException e) {
            throw ProblemException.badParameter("cursor", "expected the 'next' of the page before");
        }
    }

    /** Without its hash, which whoever verifies the log reckons for himself. */
    private static Map<String, Object> shape(AuditRow row) {
        AuditEvent event = row.event();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("chain", row.chain());
        json.put("number", row.number());
        json.put("at", Shapes.instant(row.at()));
        json.put("principal", event.who().principal());
        json.put("tenant", event.who().tenant());
        json.put("key", event.who().key());
        json.put("role", event.who().role());
        json.put("action", event.what().action());
        json.put("kind", event.what().kind());
        json.put("object", event.what().id());
        json.put("object_tenant", event.what().tenant());
        json.put("decision", event.decision().label());
        json.put("address", event.address());
        json.put("request", event.request());
        Map<String, Object> details = new LinkedHashMap<>();
        event.details().forEach((detail, value) -> details.put(detail.label(), value));
        json.put("details", details);
        return json;
    }
}
