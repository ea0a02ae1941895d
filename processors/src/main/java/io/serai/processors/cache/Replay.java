package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.processors.cache.CachedAnswer.Source;
import java.util.Map;
import org.apache.camel.Exchange;

/** Gives an answer again that was given once, or is being given to somebody else, in the form in which it is wanted. */
final class Replay {

    private final CachePlan plan;
    private final AskedCall call;

    Replay(CachePlan plan, AskedCall call) {
        this.plan = plan;
        this.call = call;
    }

    /** One that was kept. */
    void give(CachedAnswer known, CacheVerdict verdict) {
        long age = known.age(plan.clock().millis());
        plan.accounts().judge(call, verdict, () -> "kept " + age / 1000 + " s ago");
        give(known.answer(), known.source(), verdict, age);
    }

    private void give(Map<String, Object> answer, Source source, CacheVerdict verdict, long age) {
        Exchange exchange = call.exchange();
        Map<String, Object> fresh = FreshAnswer.at(plan.clock().millis()).of(answer);
        call.answer(call.streamed() ? replayed(fresh) : fresh);
        exchange.setProperty(CallNames.ATTEMPT, plan.accounts().book(call, source, answer));
        Accounts.leave(exchange, verdict, age);
    }

    private ChatStream replayed(Map<String, Object> answer) {
        return plan.policy().pace().isZero()
                ? ChatStream.of(answer)
                : new PacedStream(answer, plan.policy().pace(), plan.pause());
    }

    /**
     * One that has begun for somebody else. As a stream it is read from the seat, and closes it.
     *
     * @throws SeraiException where it is to be given whole and breaks off: nothing is given then
     */
    void follow(Seat seat) {
        Flight.Begun begun = seat.flight().begun();
        long age = begun.storedAt() == 0 ? 0 : Math.max(0, plan.clock().millis() - begun.storedAt());
        Map<String, Object> known = begun.whole();
        Map<String, Object> whole =
                known == null && !call.streamed() ? seat.chunks().collect() : known;
        plan.accounts().judge(call, begun.verdict(), () -> "an equal call was being answered");
        if (whole != null) {
            give(whole, begun.source(), begun.verdict(), age);
            return;
        }
        Exchange exchange = call.exchange();
        FreshAnswer fresh = FreshAnswer.at(plan.clock().millis());
        ChatStream chunks =
                new FollowedStream(seat.chunks(), fresh, last -> plan.accounts().book(call, begun.source(), last));
        exchange.setProperty(CallNames.ATTEMPT, Accounts.announced(begun.source()));
        Accounts.leave(exchange, begun.verdict(), age);
        call.answer(chunks);
        if (call.cancellation() != null) {
            // A stream that a route has dropped is neither read to its end nor closed.
            call.cancellation().whenAnswered(chunks::close);
        }
    }
}
