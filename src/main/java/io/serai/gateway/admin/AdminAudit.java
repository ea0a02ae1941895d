package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import io.serai.api.error.GatewayException;
import io.serai.gateway.admin.AdminCall.Touched;
import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import io.serai.processors.audit.AuditLog;
import io.serai.processors.audit.Decision;
import io.serai.processors.audit.Detail;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes down every change that is made by this API, and everything that it refuses; names of fields, never what was in them. */
final class AdminAudit {

    private static final Logger LOG = LoggerFactory.getLogger(AdminAudit.class);

    private final AuditLog log;

    AdminAudit(AuditLog log) {
        this.log = log;
    }

    /** Where a call came from. */
    record Origin(String address, String request) {}

    /**
     * Something is let in that would change something. On disk when it returns, so that no change goes unrecorded: neither where the disk
     * takes no more after it, nor where the process ends.
     *
     * @throws io.serai.api.error.GatewayException where the disk does not take it
     */
    void allowed(Origin origin, Caller caller, AdminOperation operation, Touched touched, Fields body) {
        log.appendDurably(event(origin, caller, operation, touched, body, Decision.ALLOWED));
    }

    /** Something is otherwise now. On disk when it returns, or complained of: by then it is in force, and known to have been let in. */
    void changed(Origin origin, Caller caller, AdminOperation operation, Touched touched, Fields body) {
        try {
            log.appendDurably(event(origin, caller, operation, touched, body, Decision.CHANGED));
        } catch (GatewayException e) {
            LOG.error(
                    "{} of '{}' is done, and the audit log has it as allowed alone: {}",
                    operation.action(),
                    touched.id(),
                    e.getMessage());
        }
    }

    private static AuditEvent event(
            Origin origin, Caller caller, AdminOperation operation, Touched touched, Fields body, Decision decision) {
        What what = new What(operation.action(), kind(operation), touched.id(), touched.tenant());
        AuditEvent event = AuditEvent.of(Who.of(caller), what, decision).from(origin.address(), origin.request());
        for (Map.Entry<Detail, String> detail : touched.details().entrySet()) {
            event = event.with(detail.getKey(), detail.getValue());
        }
        return body.json().isEmpty() ? event : event.with(Detail.FIELDS, names(body));
    }

    /** @param operation null where it is not known what was wanted */
    void refused(Origin origin, @Nullable Caller caller, @Nullable AdminOperation operation, Problem problem) {
        boolean changes = operation != null && !operation.action().isEmpty();
        What what = operation != null && changes
                ? new What(operation.action(), kind(operation), "", "")
                : new What("admin.call", "", "", "");
        AuditEvent event = AuditEvent.of(Who.of(caller), what, Decision.DENIED)
                .from(origin.address(), origin.request())
                .with(Detail.REASON, problem.kind().label())
                .with(Detail.STATUS, String.valueOf(problem.status()));
        if (operation != null) {
            event = event.with(Detail.ROUTE, operation.path());
        }
        if (!problem.faults().isEmpty()) {
            event = event.with(
                    Detail.FIELDS,
                    problem.faults().stream().map(Problem.Fault::field).limit(5).collect(Collectors.joining(",")));
        }
        log.append(event);
    }

    private static String kind(AdminOperation operation) {
        return operation.action().split("\\.", 2)[0];
    }

    private static String names(Fields body) {
        return body.json().keySet().stream().sorted().collect(Collectors.joining(","));
    }
}
