package io.serai.processors.audit;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, or was refused to do. Texts that are not plain names (letters, digits and a few marks; no blanks, no long runs as
 * keys have them; at most 200 characters) are replaced by {@code withheld}: an event never fails and never carries a prompt or a secret.
 *
 * @param who did it
 * @param what was done
 * @param address from which it came, as the gateway knows it; empty for what the gateway did by itself
 * @param request id of the request, or empty
 * @param details beside that
 */
public record AuditEvent(
        Who who, What what, Decision decision, String address, String request, Map<Detail, String> details) {

    public AuditEvent {
        address = PlainName.of(address);
        request = PlainName.of(request);
        Map<Detail, String> plain = new EnumMap<>(Detail.class);
        details.forEach((detail, value) -> plain.put(detail, PlainName.of(value)));
        details = Collections.unmodifiableMap(plain);
    }

    /** An event with no address, request or details yet. */
    public static AuditEvent of(Who who, What what, Decision decision) {
        return new AuditEvent(who, what, decision, "", "", Map.of());
    }

    /** The same, known to have come from an address in a request. */
    public AuditEvent from(String remoteAddress, String requestId) {
        return new AuditEvent(who, what, decision, remoteAddress, requestId, details);
    }

    /** The same with one more detail. */
    public AuditEvent with(Detail detail, String value) {
        Map<Detail, String> more = new EnumMap<>(Detail.class);
        more.putAll(details);
        more.put(detail, value);
        return new AuditEvent(who, what, decision, address, request, more);
    }

    /**
     * Who acts.
     *
     * @param principal as {@link Caller#principal()} names it; empty where nobody has proven to be anybody
     * @param tenant of the actor, or empty
     * @param key id of its key, never its secret; or empty
     * @param role the most powerful it has, as {@link Role#label()}; or empty
     */
    public record Who(String principal, String tenant, String key, String role) {

        /** Somebody who has proven nothing. */
        public static final Who NOBODY = new Who("", "", "", "");
        /** The gateway itself. */
        public static final Who GATEWAY = new Who("gateway", "", "", "");

        public Who {
            principal = PlainName.of(principal);
            tenant = PlainName.of(tenant);
            key = PlainName.of(key);
            role = PlainName.of(role);
        }

        /** A caller; {@link #NOBODY} where nobody is known. */
        public static Who of(@Nullable Caller caller) {
            if (caller == null) {
                return NOBODY;
            }
            for (Role role : Role.values()) {
                if (caller.is(role)) {
                    return new Who(caller.principal(), caller.tenant(), caller.key(), role.label());
                }
            }
            return new Who(caller.principal(), caller.tenant(), caller.key(), "");
        }
    }

    /**
     * What is done.
     *
     * @param action a word of the vocabulary in {@code src/docs/audit.md}, such as {@code key.create}
     * @param kind of the object, such as {@code key}
     * @param id of the object, or empty
     * @param tenant whose object it is, or empty
     */
    public record What(String action, String kind, String id, String tenant) {

        public What {
            action = PlainName.of(action);
            kind = PlainName.of(kind);
            id = PlainName.of(id);
            tenant = PlainName.of(tenant);
        }
    }
}
