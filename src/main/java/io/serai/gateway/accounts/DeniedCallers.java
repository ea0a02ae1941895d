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
import io.serai.processors.audit.Sampling;
import java.util.Map;

/** Takes down in the audit log who was turned away at the door: the first of each kind whole, of the others in its minute how many there were. */
final class DeniedCallers implements Denials {

    private static final What ATTEMPT = new What("caller.authenticate", "", "", "");
    private static final What ATTEMPTS = new What("caller.authenticate_more", "", "", "");

    private final AuditLog audit;
    private final Sampling sampling;

    DeniedCallers(AuditLog audit, Sampling sampling) {
        this.audit = audit;
        this.sampling = sampling;
    }

    @Override
    public void denied(Arrival arrival, SeraiException failure) {
        String reason = failure.code().orElse(failure.kind().label());
        if (sampling.isFirst(arrival.address(), reason)) {
            append(AuditEvent.of(Who.NOBODY, ATTEMPT, Decision.DENIED)
                    .from(arrival.address(), "")
                    .with(Detail.REASON, reason));
        }
    }

    /** Tells how many there were in a minute that is over. */
    void look() {
        sampling.over().ifPresent(this::tell);
    }

    /** Tells how many there were, at the end. */
    void close() {
        tell(sampling.atTheEnd());
    }

    private void tell(Map<Sampling.Kind, Long> more) {
        more.forEach((kind, times) -> append(AuditEvent.of(Who.NOBODY, ATTEMPTS, Decision.DENIED)
                .from(kind.network(), "")
                .with(Detail.REASON, kind.reason())
                .with(Detail.COUNT, String.valueOf(times))));
    }

    private void append(AuditEvent event) {
        try {
            audit.append(event);
        } catch (GatewayException e) {
            // More strangers come than the disk takes: they are turned away all the same.
        }
    }
}
