package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.FirstContent;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CachedAnswer.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Makes the call for all who follow. It is not given up when its own client leaves, as long as anybody else wants the answer; its deadline
 * is that of the client, which all who follow share, at least about.
 */
final class Leading {

    /** So often another node is followed whose call then fails; after that this node makes its own, whatever the others do. */
    private static final int MOST_ELSEWHERE = 3;

    private final CachePlan plan;
    private final AskedCall call;
    private final Seat seat;
    private final Keeping keeping;
    private final LongPredicate wanted;

    /**
     * One call.
     *
     * @param keeping of what is answered
     * @param wanted whether another node's answer will do that was kept at a moment, in milliseconds since the epoch
     */
    Leading(CachePlan plan, AskedCall call, Seat seat, Keeping keeping, LongPredicate wanted) {
        this.plan = plan;
        this.call = call;
        this.seat = seat;
        this.keeping = keeping;
        this.wanted = wanted;
    }

    /**
     * Sees to it that the answer begins, or that the flight fails.
     *
     * @return whether the answer is in the exchange, or the failure of this call; else it comes to the seat, as to those of all others
     * @throws SeraiException where another node has failed by a fault of the request
     */
    boolean lead(AsyncProcessor step) {
        Flight flight = seat.flight();
        Cancellation own = flight.calling();
        try {
            if (isMadeElsewhere(flight, own)) {
                return false;
            }
            ask(step, flight, own);
            return true;
        } catch (RuntimeException e) {
            flight.failed(SeraiException.of(e));
            throw e;
        }
    }

    private boolean isMadeElsewhere(Flight flight, Cancellation own) {
        FlightBoard board = plan.space().board();
        for (int i = 0; i < MOST_ELSEWHERE && board != FlightBoard.ALONE; i++) {
            Optional<InFlight> other = board.claim(flight.key(), wanted);
            if (other.isEmpty()) {
                flight.claimed();
                return false;
            }
            if (follows(flight, other.get(), own)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another node's answer has begun. */
    private boolean follows(Flight flight, InFlight other, Cancellation own) {
        Cancellation.Registration leaving = own.onCancel(other::close);
        try {
            InFlight.Piece piece = other.begin();
            if (piece instanceof InFlight.Streamed streamed) {
                own.whenAnswered(other::close);
                Recording unkept = new Recording(plan.policy().maxSize(), whole -> {});
                flight.streams(begun(null, other.source(), 0), List.of(), streamed.chunks(), unkept);
                return true;
            }
            other.close();
            if (piece instanceof InFlight.Whole whole) {
                if (other.storedAt() > 0 && !wanted.test(other.storedAt())) {
                    leaving.close();
                    return false;
                }
                flight.answered(begun(Frozen.of(whole.answer()), other.source(), other.storedAt()));
            }
            flight.over();
            return true;
        } catch (SeraiException e) {
            leaving.close();
            other.close();
            if (Flight.isOfTheRequest(e) || own.isCancelled()) {
                throw e;
            }
            return false;
        }
    }

    private void ask(AsyncProcessor step, Flight flight, Cancellation own) {
        Exchange exchange = call.exchange();
        Provenance provenance = Provenance.before(call);
        Cancellation callers = call.cancellation();
        exchange.setProperty(CallNames.CANCEL, own);
        try {
            step.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            restore(exchange, callers);
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            flight.failed(SeraiException.of(failure));
            return;
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof ChatStream stream) {
            stream(stream, flight, provenance, callers);
        } else if (body instanceof Map<?, ?> answer) {
            whole(AskedCall.cast(answer), flight, provenance);
        } else {
            hand(own, callers);
            flight.unshared();
        }
    }

    private static void restore(Exchange exchange, @Nullable Cancellation callers) {
        if (callers == null) {
            exchange.removeProperty(CallNames.CANCEL);
        } else {
            exchange.setProperty(CallNames.CANCEL, callers);
        }
    }

    /** What can't be shared is this call's alone, to its end. */
    private static void hand(Cancellation own, @Nullable Cancellation callers) {
        if (callers != null) {
            var unused = callers.onCancel(own::cancel);
            callers.whenAnswered(own::answered);
        }
    }

    private void whole(Map<String, Object> answer, Flight flight, Provenance provenance) {
        Source source = provenance.source();
        // A later step may change what the body holds.
        flight.answered(begun(Frozen.of(answer), source, 0));
        keeping.keep(call, answer, provenance);
        flight.over();
    }

    private void stream(ChatStream stream, Flight flight, Provenance provenance, @Nullable Cancellation callers) {
        List<Map<String, Object>> ahead;
        try {
            ahead = FirstContent.of(stream);
        } catch (RuntimeException e) {
            call.exchange().setException(e);
            flight.failed(SeraiException.of(e));
            return;
        }
        Recording recording = keeping.recording(call, provenance);
        flight.streams(begun(null, provenance.source(), 0), ahead, stream, recording);
        call.answer(seat.chunks());
        if (callers != null) {
            callers.whenAnswered(seat::close);
        }
    }

    private static Flight.Begun begun(@Nullable Map<String, Object> whole, Source source, long storedAt) {
        return new Flight.Begun(whole, source, CacheVerdict.HIT, storedAt);
    }
}
