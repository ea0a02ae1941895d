package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.meter.Meter;
import io.serai.api.standing.AnswerForm;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.LongPredicate;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes stale answers anew in the background, each once: on the bill of the caller who was given the stale one, but under a deadline of its
 * own, and whether or not that caller stays.
 */
final class Refresher {

    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    private static final int AT_MOST = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Executor threads;
    private final Semaphore places = new Semaphore(AT_MOST);

    Refresher(Executor threads) {
        this.threads = threads;
    }

    /**
     * Begins, unless somebody has begun, or too many are being made: then the next caller is the occasion.
     *
     * @param call whose exchange holds the stale answer by now
     */
    void refresh(CachePlan plan, AskedCall call, CacheKey key, AsyncProcessor step) {
        Seat seat = plan.space().flights().begin(key, Deadline.after(PATIENCE));
        if (seat == null) {
            return;
        }
        if (!places.tryAcquire()) {
            seat.close();
            return;
        }
        try {
            AskedCall own = copy(call, seat.deadline());
            threads.execute(() -> {
                try (seat) {
                    make(plan, own, key, seat, step);
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException stopping) {
            places.release();
            seat.close();
        }
    }

    private static AskedCall copy(AskedCall call, Deadline deadline) {
        Map<String, Object> request = new LinkedHashMap<>(call.request());
        request.remove("stream");
        request.remove("stream_options");
        Exchange copy = ExchangeHelper.createCorrelatedCopy(call.exchange(), false);
        copy.getMessage().setBody(request);
        copy.getMessage().setHeader(CallNames.STREAM, false);
        copy.removeProperty(CallNames.HEARTBEAT);
        copy.removeProperty(CallNames.TRACE);
        copy.setProperty(CallNames.METER, new Meter(AskedCall.listener(copy)));
        copy.setProperty(CallNames.CANCEL, new Cancellation());
        copy.setProperty(CallNames.DEADLINE, deadline);
        return new AskedCall(copy, request, call.operation(), call.model(), AnswerForm.WHOLE);
    }

    private static void make(CachePlan plan, AskedCall call, CacheKey key, Seat seat, AsyncProcessor step) {
        try {
            // Another node may just have made it anew, or may hold the stale one alone.
            LongPredicate isNew = storedAt ->
                    plan.clock().millis() - storedAt <= plan.policy().ttl().toMillis();
            Keeping keeping = new Keeping(plan, key, true);
            if (seat.await() == Seat.Turn.LEAD && new Leading(plan, call, seat, keeping, isNew).lead(step)) {
                readOn(call.exchange());
            }
        } catch (RuntimeException e) {
            LOG.debug("a stale answer could not be made anew: {}", e.toString());
        }
    }

    /** A step may stream whatever it is asked. */
    private static void readOn(Exchange answered) {
        if (answered.getException() == null && answered.getMessage().getBody() instanceof ChatStream stream) {
            while (stream.hasNext()) {
                stream.next();
            }
        }
    }
}
