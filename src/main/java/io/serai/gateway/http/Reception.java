package io.serai.gateway.http;

import io.serai.api.caller.Caller;
import io.serai.api.error.SeraiException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Asks who has sent a request, before anything of its body is read and before anybody looks at which route serves it: so whoever is not
 * known learns nothing of what is there, and costs next to nothing.
 */
final class Reception {

    private static final String CALLER = "serai.caller";

    private final Entrance entrance;
    private final ErrorAnswers errors;
    private final ClientWatches watches;
    private final Executor threads;

    /** @param threads that may wait */
    Reception(Entrance entrance, ErrorAnswers errors, ClientWatches watches, Executor threads) {
        this.entrance = entrance;
        this.errors = errors;
        this.watches = watches;
        this.threads = threads;
    }

    /** Who has sent a request that has been received. */
    static Caller callerOf(RoutingContext ctx) {
        Caller caller = ctx.get(CALLER);
        if (caller == null) {
            throw new IllegalStateException("a request has come past the reception");
        }
        return caller;
    }

    /** Hands a request on, or turns it away. Called on its event loop. */
    void receive(RoutingContext ctx) {
        Arrival arrival = Arrival.of(ctx.request());
        Optional<Caller> caller;
        try {
            caller = entrance.glance(arrival);
        } catch (RuntimeException e) {
            turnAway(ctx, e);
            return;
        }
        if (caller.isPresent()) {
            letIn(ctx, caller.get());
        } else {
            wait(ctx, arrival);
        }
    }

    /** Nothing is read of the connection meanwhile, so nothing is kept of the body. */
    private void wait(RoutingContext ctx, Arrival arrival) {
        HttpServerRequest request = ctx.request();
        Context loop = ctx.vertx().getOrCreateContext();
        request.pause();
        threads.execute(() -> {
            Runnable next;
            try {
                Caller caller = entrance.admit(arrival);
                next = () -> letIn(ctx, caller);
            } catch (Throwable e) {
                next = () -> turnAway(ctx, e);
            }
            Runnable then = next;
            loop.runOnContext(nothing -> {
                if (!ctx.response().closed()) {
                    then.run();
                }
                request.resume();
            });
        });
    }

    private static void letIn(RoutingContext ctx, Caller caller) {
        ctx.put(CALLER, caller);
        ctx.next();
    }

    private void turnAway(RoutingContext ctx, Throwable failure) {
        SeraiException known = ErrorAnswers.known(failure);
        if (BodyReader.hasNoBody(ctx.request())) {
            watches.current().bodyComplete(ctx);
            errors.answer(ctx, known);
        } else {
            errors.refuse(ctx, known, watches.current());
        }
    }
}
