package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import io.serai.processors.audit.Detail;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Tenant;
import io.serai.processors.identity.Anonymous;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Rights;
import io.serai.processors.identity.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One call of an operation: who makes it, and what it says. Used by one thread. */
final class AdminCall {

    private static final long USUAL_PAGE = 50;

    private final Caller caller;
    private final AdminOperation operation;
    private final Map<String, String> variables;
    private final Map<String, Object> query;
    private final Fields body;
    private final Optional<String> ifMatch;
    private Touched touched;

    /**
     * What a call is about, for the audit log.
     *
     * @param id of the object; empty where it is still to be made
     * @param tenant whose it is; empty where it is the platform's, or not known yet
     * @param details that only this kind of call has
     */
    record Touched(String id, String tenant, Map<Detail, String> details) {}

    AdminCall(
            Caller caller,
            AdminOperation operation,
            Map<String, String> variables,
            Map<String, Object> query,
            Fields body,
            Optional<String> ifMatch) {
        this.caller = caller;
        this.operation = operation;
        this.variables = variables;
        this.query = query;
        this.body = body;
        this.ifMatch = ifMatch;
        this.touched = new Touched(variables.values().stream().findFirst().orElse(""), "", Map.of());
    }

    Caller caller() {
        return caller;
    }

    Fields body() {
        return body;
    }

    /** A variable of the path. */
    String path(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException(operation.path() + " has no {" + name + "}");
        }
        return value;
    }

    /** A parameter of the query that is a text. */
    Optional<String> text(String name) {
        return Optional.ofNullable((String) query.get(name));
    }

    /** A parameter of the query that is a whole number. */
    Optional<Long> number(String name) {
        return Optional.ofNullable((Long) query.get(name));
    }

    /** Items on a page. */
    int limit() {
        return Math.toIntExact(number("limit").orElse(USUAL_PAGE));
    }

    /**
     * The part of a list that is asked for.
     *
     * @param filters parameters of the query, and what the directory calls them
     */
    Page.Ask ask(Map<String, String> filters) {
        Map<String, String> wanted = new HashMap<>();
        filters.forEach((parameter, filter) -> text(parameter).ifPresent(value -> wanted.put(filter, value)));
        return new Page.Ask(text("cursor").orElse(""), limit(), wanted, sort());
    }

    private Page.Sort sort() {
        return text("sort").map(Page.Sort::of).orElse(Page.Sort.NEWEST_FIRST);
    }

    /** A parameter of the query that is a list. */
    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        Object list = query.get(name);
        return list == null ? List.of() : (List<String>) list;
    }

    /** Whose a new thing is to be: the tenant that the body names, or the caller's own. */
    String tenantOfNew() {
        String own = caller.equals(Anonymous.CALLER) ? Tenant.HOME : caller.tenant();
        return body.text("tenant", own);
    }

    /** How far the right goes that this operation needs. */
    Reach reach() {
        return operation.right().map(right -> Rights.reach(caller, right)).orElse(Reach.ALL);
    }

    /** Whether the caller may do this operation with what belongs there. */
    boolean may(Scope scope) {
        return operation
                .right()
                .map(right -> Rights.allows(caller, right, scope))
                .orElse(true);
    }

    /** Goes on only where the caller may do this operation with what belongs there. */
    void require(Scope scope) {
        operation.right().ifPresent(right -> require(right, scope));
    }

    /** @throws ProblemException 404 for what the caller may not even know of, else 403 */
    void require(Right right, Scope scope) {
        switch (Rights.decide(caller, right, scope)) {
            case ALLOWED -> {}
            case HIDDEN -> throw ProblemException.absent();
            case FORBIDDEN -> throw ProblemException.forbidden("This needs the right " + right.label() + " there.");
        }
    }

    /**
     * The version that is to be changed, and no other; empty where any will do.
     *
     * @param now the version that it has, as far as is known
     */
    OptionalLong expectedVersion(long now) {
        return ifMatch.map(tags -> EntityTag.expected(tags, now)).orElse(OptionalLong.empty());
    }

    /** Tells the audit log what has been changed. */
    void touches(String id, String tenant) {
        touches(id, tenant, Map.of());
    }

    /** The same, with more to say about it. */
    void touches(String id, String tenant, Map<Detail, String> details) {
        touched = new Touched(id, tenant, details);
    }

    /** What has been changed; until that is told, what the path names. */
    Touched touched() {
        return touched;
    }
}
