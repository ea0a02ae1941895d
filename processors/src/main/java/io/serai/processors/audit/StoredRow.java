package io.serai.processors.audit;

import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;

/**
 * One row as the journal and the store hold it: just what is hashed, whoever may have written it.
 *
 * @param number its place in the chain, from 1
 * @param version of the encoding that its hash is made over
 * @param at milliseconds since the epoch
 * @param details as {@link DetailText} writes them
 * @param hash 64 hexadecimal digits
 */
record StoredRow(
        String chain,
        long number,
        int version,
        long at,
        String principal,
        String tenant,
        String key,
        String role,
        String action,
        String kind,
        String object,
        String objectTenant,
        String decision,
        String address,
        String request,
        String details,
        String hash) {

    /** An event at its place, not hashed yet. */
    static StoredRow of(String chain, long number, long at, AuditEvent event) {
        Who who = event.who();
        What what = event.what();
        return new StoredRow(
                chain,
                number,
                RowDigest.VERSION,
                at,
                who.principal(),
                who.tenant(),
                who.key(),
                who.role(),
                what.action(),
                what.kind(),
                what.id(),
                what.tenant(),
                event.decision().label(),
                event.address(),
                event.request(),
                DetailText.of(event.details()),
                "");
    }

    StoredRow hashed(String value) {
        return new StoredRow(
                chain,
                number,
                version,
                at,
                principal,
                tenant,
                key,
                role,
                action,
                kind,
                object,
                objectTenant,
                decision,
                address,
                request,
                details,
                value);
    }

    /** As people read it. */
    AuditRow shown() {
        AuditEvent event = new AuditEvent(
                new Who(principal, tenant, key, role),
                new What(action, kind, object, objectTenant),
                Decision.of(decision).orElse(Decision.DENIED),
                address,
                request,
                DetailText.read(details));
        return new AuditRow(chain, number, at, event, hash);
    }
}
