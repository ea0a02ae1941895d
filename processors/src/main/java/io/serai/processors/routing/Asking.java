package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.TimeLimits;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Standing;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/** Asks one target, and again as often as the retries allow. What it does to the exchange happens to a copy. */
final class Asking {

    private final Plan plan;
    private final AsyncProcessor[] steps;
    private final Deadline deadline;
    private final AnswerForm form;
    private final RoundNotes notes;

    Asking(Plan plan, AsyncProcessor[] steps, Deadline deadline, AnswerForm form, RoundNotes notes) {
        this.notes = notes;
        this.plan = plan;
        this.steps = steps;
        this.deadline = deadline;
        this.form = form;
    }

    /** Asks a target whose call has begun. */
    Said ask(int target, Exchange exchange) {
        Standing standing = plan.targets().standing(target);
        for (int retry = 0; ; retry++) {
            Visit visit = new Visit(standing, plan.cooldown(), form, plan.clock());
            Said said = once(target, exchange, visit);
            SeraiException failure = said.failure();
            if (failure == null) {
                return said;
            }
            if (!again(failure, retry, visit, standing, exchange)) {
                visit.failed(failure);
                return said;
            }
            // A call counts against its target once, however often it is made again.
            visit.abandoned();
            if (!standing.enter(now())) {
                return said;
            }
            standing.begin();
            notes.retry(target, failure);
        }
    }

    /** Does not ask a target whose call has begun: nobody waits for the answer any more. */
    Said leave(int target) {
        new Visit(plan.targets().standing(target), plan.cooldown(), form, plan.clock()).abandoned();
        return Said.failed(new CallerException(ErrorKind.CALLER_GONE, "The client has closed the connection."));
    }

    /** A target has not answered yet that was asked at this time, and one that was asked later has. */
    void overtaken(int target, long askedAt) {
        long now = now();
        plan.targets().standing(target).observeOvertaken(form, now - askedAt, now);
    }

    long now() {
        return plan.clock().getAsLong();
    }

    private Said once(int target, Exchange exchange, Visit visit) {
        try {
            Exchange copy = ExchangeHelper.createCopy(exchange, true);
            limit(copy);
            visit.madeBy(copy);
            steps[target].process(copy);
            if (copy.getException() != null) {
                throw SeraiException.of(copy.getException());
            }
            commit(copy, visit);
            return Said.answered(copy);
        } catch (Exception e) {
            return Said.failed(SeraiException.of(e));
        } catch (Error e) {
            visit.abandoned();
            throw e;
        }
    }

    private void limit(Exchange copy) {
        TimeLimits limits = plan.limits();
        if (limits.equals(TimeLimits.NONE)) {
            return;
        }
        copy.setProperty(CallNames.DEADLINE, deadline);
        TimeLimits outer = copy.getProperty(CallNames.TIME_LIMITS, TimeLimits.NONE, TimeLimits.class);
        copy.setProperty(CallNames.TIME_LIMITS, limits.within(outer));
    }

    private static void commit(Exchange answered, Visit visit) {
        Object body = answered.getMessage().getBody();
        if (body instanceof ChatStream stream) {
            ChatStream committed = CommittedStream.of(stream, visit);
            answered.getMessage().setBody(committed);
            Cancellation call = answered.getProperty(CallNames.CANCEL, Cancellation.class);
            if (call != null) {
                // A later step may put something else in its place, and nobody reads it to its end.
                call.whenAnswered(committed::close);
            }
            return;
        }
        visit.answers(body);
    }

    /** Waits for the next try of the same target, provided that there may be one. */
    private boolean again(SeraiException failure, int retry, Visit visit, Standing standing, Exchange exchange) {
        if (retry >= plan.retries().after(failure.kind())) {
            return false;
        }
        Duration wanted = failure.retryAfter().orElse(Duration.ZERO);
        Duration jitter = Retries.pause(retry, plan.random().get());
        Duration pause = wanted.compareTo(jitter) > 0 ? wanted : jitter;
        if (pause.compareTo(Retries.LONGEST) > 0 || pause.toNanos() >= deadline.remainingNanos()) {
            return false;
        }
        if (failure.retryAfter().isPresent()) {
            // Nobody else is to ask it before it said, either.
            visit.failed(failure);
        }
        // Where it rests for longer, or is just being tried out after a rest, nobody waits for nothing.
        return standing.isOpen(now() + pause.toNanos()) && plan.budget().take(now()) && pause(pause, exchange);
    }

    /** @return false where nobody waits for the answer any more */
    private static boolean pause(Duration pause, Exchange exchange) {
        Cancellation cancellation = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        CountDownLatch gone = new CountDownLatch(1);
        Cancellation.Registration waiting = cancellation == null ? () -> {} : cancellation.onCancel(gone::countDown);
        try {
            return !gone.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.close();
        }
    }
}
