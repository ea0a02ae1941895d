package io.serai.processors.shadow;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** One call's shadow: asks the candidate on a thread of its own while the caller is answered, and waits for both to end. */
final class Shadow {

    private final Exchange copy;
    private final Meter meter;
    private final Deadline deadline;
    private final Cancellation cancellation = new Cancellation();
    private final Ear real;
    private final Ear candidate;

    /**
     * Begins with the question. Made on the caller's thread.
     *
     * @param exchange the caller's
     * @param copy of it, the candidate's own, with a request of its own
     * @param meter the shadow's own
     */
    Shadow(Exchange exchange, Exchange copy, Meter meter, Deadline deadline, LongSupplier clock) {
        this.copy = copy;
        this.meter = meter;
        this.deadline = deadline;
        Meter callers = exchange.getProperty(CallNames.METER, Meter.class);
        int before = callers == null ? 0 : callers.count();
        this.real = new Ear(clock, () -> made(exchange, before));
        this.candidate = new Ear(clock, meter::attempts);
        accompany();
    }

    /** Nothing of the caller's own travels with the copy. */
    private void accompany() {
        copy.removeProperty(CallNames.HEARTBEAT);
        copy.removeProperty(CallNames.TRACE);
        copy.removeProperty(CallNames.ATTEMPT);
        copy.setProperty(CallNames.METER, meter);
        copy.setProperty(CallNames.CANCEL, cancellation);
        copy.setProperty(CallNames.DEADLINE, deadline);
    }

    private static List<Attempt> made(Exchange exchange, int before) {
        Meter callers = exchange.getProperty(CallNames.METER, Meter.class);
        List<Attempt> attempts = callers == null ? List.of() : callers.attempts();
        return attempts.subList(Math.min(before, attempts.size()), attempts.size());
    }

    /** The caller has been answered, or is going to be. */
    void overhear(Exchange answered) {
        Exception failure = answered.getException();
        Object body = answered.getMessage().getBody();
        if (failure != null) {
            real.failed(failure);
        } else if (body instanceof ChatStream stream) {
            answered.getMessage().setBody(new OverheardStream(stream, real));
            Cancellation callers = answered.getProperty(CallNames.CANCEL, Cancellation.class);
            if (callers != null) {
                // A stream that a route has dropped is neither read to its end nor closed.
                callers.whenAnswered(real::abandoned);
            }
        } else {
            // A copy, as the answer goes on its way while it is compared; of other answers than a chat's nothing is
            // compared.
            boolean chat = body instanceof Map<?, ?> map && map.containsKey("choices");
            real.answered(chat ? PlainCopy.of(body).orElse(null) : null);
        }
    }

    /** Asks the candidate, and hears it out. */
    void ask(AsyncProcessor step) {
        try {
            new Candidate(step, copy, candidate, deadline).ask();
        } finally {
            cancellation.answered();
        }
    }

    Heard candidate() {
        candidate.overdue();
        return candidate.heard().join();
    }

    /** What the caller has heard. Waits for the end of the answer, as long as the shadow may last. */
    Heard real() throws InterruptedException {
        try {
            return real.heard().get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            real.overdue();
            return real.heard().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The candidate's own exchange. */
    Exchange exchange() {
        return copy;
    }

    /** Gives up: the candidate's call is aborted. */
    void cancel() {
        cancellation.cancel();
    }
}
