package io.serai.processors.audit;

/**
 * Which rows of the audit log are asked for; an empty text asks for all. The newest come first.
 *
 * @param tenant whose actor or whose object it is
 * @param principal who did it
 * @param key id of the key it was done with
 * @param action such as {@code key.create}
 * @param kind of the object
 * @param object id of the object
 * @param decision as {@link Decision#label()}
 * @param request id of the request
 * @param from the earliest instant, in milliseconds since the epoch
 * @param until the instant before which it was, in milliseconds since the epoch
 */
public record AuditQuery(
        String tenant,
        String principal,
        String key,
        String action,
        String kind,
        String object,
        String decision,
        String request,
        long from,
        long until) {

    /** Everything. */
    public static final AuditQuery ALL = new AuditQuery("", "", "", "", "", "", "", "", 0, Long.MAX_VALUE);

    /** What concerns one tenant: done by it, or to what is its. */
    public static AuditQuery ofTenant(String tenant) {
        return new AuditQuery(tenant, "", "", "", "", "", "", "", 0, Long.MAX_VALUE);
    }
}
