package io.serai.gateway.accounts;

import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import io.serai.gateway.http.Arrival;
import io.serai.gateway.identity.Denials;
import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import io.serai.processors.audit.AuditLog;
import io.serai.processors.audit.Decision;
import io.serai.processors.audit.Detail;

/** Takes down in the audit log who was turned away at the door. */
final class DeniedCallers implements Denials {

    private static final What ATTEMPT = new What("caller.authenticate", "", "", "");

    private final AuditLog audit;

    DeniedCallers(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void denied(Arrival arrival, SeraiException failure) {
        try {
            audit.append(AuditEvent.of(Who.NOBODY, ATTEMPT, Decision.DENIED)
                    .from(arrival.address(), "")
                    .with(Detail.REASON, failure.code().orElse(failure.kind().label())));
        } catch (GatewayException e) {
            // More strangers come than the disk takes: they are turned away all the same.
        }
    }
}
