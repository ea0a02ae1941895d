package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.gateway.admin.AdminAudit.Origin;
import io.serai.gateway.admin.OperationTable.Match;
import io.serai.gateway.http.Arrival;
import io.serai.gateway.http.Entrance;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Rights;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the operations under {@code /admin/v1}: who asks, may he, is it as the document says, take it down, do it, answer. */
public final class AdminApi {

    static final String BASE = "/admin/v1";

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);

    /** Calls at a time. What waits is a thread and up to {@link BodyCollector#MOST} bytes each. */
    private static final int MOST_CALLS = 200;

    private final Vertx vertx;
    private final Entrance entrance;
    private final AdminAudit audit;
    private final OperationTable operations;
    private final RequestReader reader;
    private final AtomicInteger running = new AtomicInteger();

    AdminApi(
            Vertx vertx,
            Entrance entrance,
            AdminAudit audit,
            OpenApiDocument document,
            List<AdminOperation> operations) {
        this.vertx = vertx;
        this.entrance = entrance;
        this.audit = audit;
        this.operations = new OperationTable(operations);
        this.reader = new RequestReader(document, new DocumentSchemas(document));
    }

    /** The whole API. */
    public static AdminApi of(Vertx vertx, AdminParts parts) {
        OpenApiDocument document = OpenApiDocument.shipped();
        return new AdminApi(
                vertx,
                parts.entrance(),
                new AdminAudit(parts.audit()),
                document,
                AdminResources.operations(document, parts));
    }

    /** Serves it there. */
    public void mount(Router router) {
        router.route(BASE + "/*").handler(this::serve);
    }

    private void serve(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        request.pause();
        Future<AdminAnswer> answer;
        if (running.incrementAndGet() > MOST_CALLS) {
            answer = Future.succeededFuture(
                    AdminAnswer.of(Problem.of(ErrorKind.GATEWAY_OVERLOADED, "Too many calls at once.")));
        } else {
            Origin origin = new Origin(Arrival.of(request).address(), requestId());
            answer = vertx.executeBlocking(() -> admit(origin, request), false)
                    .compose(caller -> BodyCollector.collect(request)
                            .compose(body -> vertx.executeBlocking(() -> answer(origin, caller, request, body), false)))
                    .otherwise(failure -> AdminAnswer.of(Problem.of(failure)));
        }
        answer.onComplete(done -> running.decrementAndGet()).onSuccess(said -> AnswerWriter.write(request, said));
    }

    private Caller admit(Origin origin, HttpServerRequest request) {
        Caller caller = null;
        try {
            Arrival arrival = Arrival.of(request);
            caller = entrance.admit(arrival);
            BrowserGuard.check(arrival, caller);
            return caller;
        } catch (RuntimeException e) {
            throw new ProblemException(refused(origin, caller, null, e));
        }
    }

    private AdminAnswer answer(Origin origin, Caller caller, HttpServerRequest request, Buffer sent) {
        AdminOperation operation = null;
        try {
            Match match = operations
                    .find(
                            request.method().name(),
                            String.valueOf(request.path()).substring(BASE.length()))
                    .orElseThrow(ProblemException::absent);
            operation = match.operation();
            return answer(origin, caller, match, request, sent);
        } catch (RuntimeException e) {
            return AdminAnswer.of(refused(origin, caller, operation, e));
        }
    }

    private AdminAnswer answer(Origin origin, Caller caller, Match match, HttpServerRequest request, Buffer sent) {
        AdminOperation operation = match.operation();
        operation
                .right()
                .filter(right -> Rights.reach(caller, right) == Reach.NONE)
                .ifPresent(right -> {
                    throw ProblemException.forbidden("This needs the right " + right.label() + ".");
                });
        reader.checkPath(operation.id(), match.variables());
        Fields body = reader.body(operation.id(), request.getHeader("content-type"), sent);
        AdminCall call = new AdminCall(
                caller,
                operation,
                match.variables(),
                reader.query(operation.id(), request),
                body,
                Optional.ofNullable(request.getHeader("if-match")));
        if (operation.action().isEmpty()) {
            return operation.handler().handle(call);
        }
        audit.allowed(origin, caller, operation, call.touched(), body);
        AdminAnswer answer = operation.handler().handle(call);
        audit.changed(origin, caller, operation, call.touched(), body);
        return answer;
    }

    private Problem refused(
            Origin origin, @Nullable Caller caller, @Nullable AdminOperation operation, RuntimeException why) {
        Problem problem = Problem.of(why);
        if (why instanceof SeraiException && problem.status() >= 500) {
            LOG.warn("{}: {}", operation == null ? "An admin call" : operation.id(), problem.detail());
        } else if (problem.status() >= 500) {
            LOG.error("{} failed", operation == null ? "An admin call" : operation.id(), why);
        } else if (problem.kind() != ErrorKind.CALLER_UNAUTHENTICATED) {
            // That nobody was known the entrance has taken down.
            audit.refused(origin, caller, operation, problem);
        }
        return problem;
    }

    private static String requestId() {
        return "req_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
