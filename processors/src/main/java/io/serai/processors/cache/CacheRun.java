package io.serai.processors.cache;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One call for a chat on its way through the cache: to what is kept, to what is in the air, to what means the same, to the step below. */
final class CacheRun {

    private final CachePlan plan;
    private final AskedCall call;
    private final CacheKey key;
    private final ClientWish wish;
    private final AsyncProcessor step;
    private final boolean reads;
    private final Keeping keeping;

    CacheRun(CachePlan plan, AskedCall call, CacheKey key, ClientWish wish, AsyncProcessor step) {
        this.plan = plan;
        this.call = call;
        this.key = key;
        this.wish = wish;
        this.step = step;
        this.reads = plan.policy().mode().reads() && wish.reads();
        this.keeping = new Keeping(plan, key, plan.policy().mode().writes() && wish.writes());
    }

    /**
     * Answers the call.
     *
     * @return whether the answer is stale, and is to be made anew for the next
     * @throws SeraiException where the call that this one followed has failed
     */
    boolean run() {
        Flights flights = plan.space().flights();
        long landings = flights.landings();
        CachedAnswer known = reads ? find(key) : null;
        if (known != null) {
            new Replay(plan, call).give(known, CacheVerdict.HIT);
            return known.age(plan.clock().millis()) > plan.policy().ttl().toMillis();
        }
        Seat seat = reads && wish.shares() ? flights.board(key, call.deadline()) : null;
        if (seat == null) {
            CachedAnswer like = reads ? lookalike() : null;
            if (like == null) {
                alone();
            } else {
                new Replay(plan, call).give(like, CacheVerdict.SEMANTIC_HIT);
            }
        } else {
            share(seat, landings);
        }
        return false;
    }

    private @Nullable CachedAnswer find(CacheKey wanted) {
        CachedAnswer known = plan.space().store().find(wanted);
        if (known == null) {
            return null;
        }
        long age = known.age(plan.clock().millis());
        return age <= wish.maxAge() && age <= plan.policy().life().toMillis() ? known : null;
    }

    private void share(Seat seat, long landings) {
        seat.leaveWith(call.cancellation());
        boolean handedOn = false;
        try {
            Seat.Turn turn = seat.await();
            if (turn == Seat.Turn.LEAD && !isAnswered(seat, landings)) {
                judgeMissed();
                boolean here = new Leading(plan, call, seat, keeping).lead(step);
                if (here) {
                    handedOn = call.exchange().getException() == null
                            && call.exchange().getMessage().getBody() instanceof ChatStream;
                    Accounts.leave(call.exchange(), CacheVerdict.MISS);
                    return;
                }
                turn = seat.await();
            } else if (turn == Seat.Turn.LEAD) {
                return;
            }
            if (turn == Seat.Turn.FOLLOW) {
                handedOn = new Replay(plan, call).follow(seat);
                handOn(seat, handedOn);
                return;
            }
        } finally {
            if (!handedOn) {
                seat.close();
            }
        }
        alone();
    }

    private void handOn(Seat seat, boolean streamed) {
        if (streamed && call.cancellation() != null) {
            // A stream that a route has dropped is neither read to its end nor closed.
            call.cancellation().whenAnswered(seat::close);
        }
    }

    /** By an answer that has been kept since the first look, or that is one to a question that means the same: all who wait have it. */
    private boolean isAnswered(Seat seat, long landings) {
        Flights flights = plan.space().flights();
        CachedAnswer landed = flights.landings() == landings ? null : find(key);
        CachedAnswer found = landed == null ? lookalike() : landed;
        if (found == null) {
            return false;
        }
        CacheVerdict verdict = landed == null ? CacheVerdict.SEMANTIC_HIT : CacheVerdict.HIT;
        seat.flight().answered(new Flight.Begun(found.answer(), found.source(), verdict, found.storedAt()));
        seat.flight().over();
        new Replay(plan, call).give(found, verdict);
        return true;
    }

    private @Nullable CachedAnswer lookalike() {
        if (plan.lookalikes().isEmpty()) {
            return null;
        }
        Optional<Lookalikes.Question> question = plan.keys().question(key.scope(), call);
        if (question.isEmpty()) {
            return null;
        }
        Lookalikes.Asked asked = plan.lookalikes().get().ask(question.get(), call.exchange());
        keeping.learn(asked);
        // The scope is looked at once more: nobody is ever given what belongs to others.
        return asked.match()
                .filter(match -> match.key().scope().equals(key.scope()))
                .map(match -> find(match.key()))
                .orElse(null);
    }

    /** Makes a call that nobody else follows. */
    private void alone() {
        judgeMissed();
        Exchange exchange = call.exchange();
        Provenance provenance = Provenance.before(call);
        try {
            step.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() == null) {
            Object body = exchange.getMessage().getBody();
            if (body instanceof ChatStream stream) {
                call.answer(new RecordedStream(stream, keeping.recording(call, provenance)));
            } else if (body instanceof Map<?, ?> answer) {
                keeping.keep(call, AskedCall.cast(answer), provenance);
            }
        }
        Accounts.leave(exchange, CacheVerdict.MISS);
    }

    private void judgeMissed() {
        plan.accounts().judge(call, CacheVerdict.MISS, "");
    }
}
