package io.serai.processors.cache;

import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One call for a chat on its way through the cache: to what is kept, to what is in the air, to what means the same, to the step below. */
final class CacheRun {

    /** So often an answer that is being made for somebody else may break, of which the client has heard nothing. */
    private static final int MOST_BROKEN = 3;

    private final CachePlan plan;
    private final AskedCall call;
    private final CacheKey key;
    private final ClientWish wish;
    private final AsyncProcessor step;
    private final boolean reads;
    private final Keeping keeping;
    private int broken;

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
            CachedAnswer like = lookalike();
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
        return known != null && isWanted(known.storedAt()) ? known : null;
    }

    /** Of an answer that was kept at that moment. */
    private boolean isWanted(long storedAt) {
        long age = plan.clock().millis() - storedAt;
        return age <= wish.maxAge() && age <= plan.policy().life().toMillis();
    }

    private void share(Seat seat, long landings) {
        seat.leaveWith(call.cancellation());
        boolean handedOn = false;
        try {
            Seat.Turn turn = seat.await();
            if (turn == Seat.Turn.LEAD && !isAnswered(seat, landings)) {
                judgeMissed();
                boolean here = new Leading(plan, call, seat, keeping, this::isWanted).lead(step);
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
            if (turn == Seat.Turn.FOLLOW && isFollowed(seat)) {
                handedOn = call.streamed() && seat.flight().begun().whole() == null;
                return;
            }
        } finally {
            if (!handedOn) {
                seat.close();
            }
        }
        again(landings);
    }

    /** Others may have begun it again. */
    private void again(long landings) {
        Seat next = broken == 0 ? null : plan.space().flights().board(key, call.deadline());
        if (next == null) {
            alone();
        } else {
            share(next, landings);
        }
    }

    /** Whether what has begun is what this call is given; if not it has been given nothing of it. */
    private boolean isFollowed(Seat seat) {
        long storedAt = seat.flight().begun().storedAt();
        if (storedAt > 0 && !isWanted(storedAt)) {
            // Who began it is content with an older answer than this call is.
            return false;
        }
        try {
            new Replay(plan, call).follow(seat);
            return true;
        } catch (SeraiException e) {
            if (Flight.isOfTheRequest(e) || isGivenUp() || ++broken > MOST_BROKEN) {
                throw e;
            }
            return false;
        }
    }

    private boolean isGivenUp() {
        Cancellation cancellation = call.cancellation();
        return call.deadline().remainingNanos() <= 0 || (cancellation != null && cancellation.isCancelled());
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

    /** Also of a call that takes none: its answer may be one to others' questions. */
    private @Nullable CachedAnswer lookalike() {
        if (plan.lookalikes().isEmpty() || !(reads || keeping.writes())) {
            return null;
        }
        Optional<Lookalikes.Question> question = plan.keys().question(key.scope(), call);
        if (question.isEmpty()) {
            return null;
        }
        Lookalikes.Asked asked = plan.lookalikes().get().ask(question.get(), call.exchange());
        keeping.learn(asked);
        if (!reads) {
            return null;
        }
        // The scope is looked at once more: nobody is ever given what belongs to others.
        return asked.match()
                .filter(match -> match.key().scope().equals(key.scope()))
                .map(match -> find(match.key()))
                // Nobody makes stale ones anew: the question that would be asked again is another's.
                .filter(known ->
                        known.age(plan.clock().millis()) <= plan.policy().ttl().toMillis())
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
        plan.accounts().judge(call, CacheVerdict.MISS, () -> "");
    }
}
