package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.streamed;
import static io.serai.processors.cache.CacheLab.text;
import static io.serai.processors.cache.CacheLab.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node's flights among those of others. */
class BoardTest {

    private static final CachedAnswer.Source THEIRS = new CachedAnswer.Source("elsewhere", "m-2", Operation.CHAT);

    private final Board board = new Board();
    private final CacheLab lab = new CacheLab(board, CacheScope.TENANT);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    /** Says who makes calls, in turn; this node where nothing is left to say. */
    private static final class Board implements FlightBoard {
        final Deque<InFlight> others = new ArrayDeque<>();
        final List<CacheKey> landed = new ArrayList<>();
        Function<CacheKey, Optional<InFlight>> offered = key -> Optional.empty();
        int claims;

        @Nullable
        CacheKey claimed;

        @Override
        public synchronized Optional<InFlight> claim(CacheKey key, LongPredicate wanted) {
            claims++;
            claimed = key;
            return Optional.ofNullable(others.poll());
        }

        @Override
        public synchronized void landed(CacheKey key) {
            landed.add(key);
        }

        @Override
        public void offer(Function<CacheKey, Optional<InFlight>> flights) {
            offered = flights;
        }

        @Override
        public void close() {}
    }

    /** Another node's flight. */
    private record Theirs(Object begins, long storedAt, List<String> closed) implements InFlight {
        @Override
        public Piece begin() {
            if (begins instanceof SeraiException failure) {
                throw failure;
            }
            return begins instanceof ChatStream chunks
                    ? new Streamed(chunks)
                    : new Whole(CacheLab.answer(begins.toString(), "stop"));
        }

        @Override
        public CachedAnswer.Source source() {
            return THEIRS;
        }

        @Override
        public void close() {
            closed.add("closed");
        }
    }

    @BeforeEach
    void start() throws Exception {
        lab.start();
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        lab.close();
    }

    private Theirs theirs(Object begins) {
        return new Theirs(begins, 0, new ArrayList<>());
    }

    /** Another node has kept it a moment ago, and gives that in place of a call. */
    @Test
    void answerThatAnotherNodeHasKept_hasItsAge_andIsNotGivenToWhomItIsTooOld() {
        for (int i = 0; i < 4; i++) {
            board.others.add(new Theirs("kept", lab.now.get() - 5_000, new ArrayList<>()));
        }

        Exchange any = lab.send(request("Hi"));
        assertThat(text(any)).isEqualTo("kept");
        assertThat(any.getProperty(CacheVerdict.AGE)).isEqualTo(5_000L);

        Exchange young = lab.send(request("Ho"), "cache-control", "max-age=4");
        assertThat(text(young)).isEqualTo("Hello");
        assertThat(verdict(young)).isEqualTo(CacheVerdict.MISS);
        assertThat(lab.calls).hasValue(1);
    }

    @Test
    void callThatThisNodeMakes_isLandedOnce_howeverItEnds() {
        lab.send(request("Hi"));
        lab.step = exchange -> new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
        lab.send(request("fails"));
        lab.step = exchange -> ChatStream.of(CacheLab.chunks("stop", "a"));
        lab.send(streamed("streams")).getMessage().getBody(ChatStream.class).collect();
        lab.send(streamed("leaves")).getMessage().getBody(ChatStream.class).close();

        assertThat(board.claims).isEqualTo(4);
        assertThat(board.landed).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void callThatAnotherNodeMakes_isFollowed_andNotKeptHere() {
        Theirs whole = theirs("theirs");
        board.others.add(whole);

        Exchange answered = lab.send(request("Hi"));

        assertThat(text(answered)).isEqualTo("theirs");
        assertThat(verdict(answered)).isEqualTo(CacheVerdict.HIT);
        assertThat(lab.calls).hasValue(0);
        assertThat(whole.closed()).isNotEmpty();
        assertThat(board.landed).isEmpty();
        assertThat(lab.space.store().statistics().entries()).isZero();
        assertThat(lab.space.flights().count()).isZero();
    }

    @Test
    void streamOfAnotherNode_comesLive_andIsLeftWithTheLastReader() {
        GatedStream upstream = new GatedStream();
        Theirs theirs = theirs(upstream);
        board.others.add(theirs);
        upstream.say("the");

        ChatStream one = lab.send(streamed("Hi")).getMessage().getBody(ChatStream.class);
        ChatStream other = lab.send(streamed("Hi")).getMessage().getBody(ChatStream.class);
        assertThat(one.next().toString()).contains("the");
        one.close();
        upstream.say("irs");
        other.next();
        assertThat(other.next().toString()).contains("irs");
        assertThat(theirs.closed()).isEmpty();
        other.close();

        assertThat(theirs.closed()).isNotEmpty();
        assertThat(board.claims).isEqualTo(1);
    }

    @Test
    void callOfAnotherNode_thatFails_isClaimedAgain_andMadeHereInTheEnd() {
        ProviderException died = new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "died");
        board.others.add(theirs(died));
        assertThat(text(lab.send(request("Hi")))).isEqualTo("Hello");
        assertThat(board.claims).isEqualTo(2);
        assertThat(board.landed).hasSize(1);

        for (int i = 0; i < 5; i++) {
            board.others.add(theirs(died));
        }
        assertThat(text(lab.send(request("Ho")))).isEqualTo("Hello");
        assertThat(board.claims).isEqualTo(5);
        assertThat(board.landed).hasSize(1);
    }

    @Test
    void requestThatAnotherNodeFoundAtFault_isNotSentAgain() {
        board.others.add(theirs(CallerException.badField("n", "too many")));

        assertThat(SeraiException.of(lab.send(request("Hi")).getException()).kind())
                .isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(lab.calls).hasValue(0);
    }

    @Test
    void flight_isOfferedToOthers_whoFollowItsStream() throws Exception {
        GatedStream upstream = new GatedStream();
        lab.step = exchange -> upstream;
        upstream.say("Hel");
        ChatStream leader = lab.send(streamed("Hi")).getMessage().getBody(ChatStream.class);
        InFlight follower = board.offered.apply(key()).orElseThrow();
        ChatStream chunks = ((InFlight.Streamed) follower.begin()).chunks();

        assertThat(chunks.next().toString()).contains("Hel");
        leader.close();
        assertThat(upstream.closed).isFalse();
        upstream.finish();
        assertThat(chunks.hasNext()).isTrue();
        assertThat(follower.source().provider()).isEqualTo(CacheLab.PROVIDER);
        follower.close();
        assertThat(upstream.closed).isTrue();
        assertThat(board.offered.apply(key())).isEmpty();
    }

    private CacheKey key() {
        return Objects.requireNonNull(board.claimed);
    }

    @Test
    void followerOfAnotherNode_hasTheFailure_andNeverMakesTheCall() throws Exception {
        Semaphore gate = new Semaphore(0);
        lab.step = exchange -> {
            gate.acquireUninterruptibly();
            return new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
        };
        Future<Exchange> leader = callers.submit(() -> lab.send(request("Hi")));
        await().untilAtomic(lab.calls, is(1));
        InFlight follower = board.offered.apply(key()).orElseThrow();
        Future<InFlight.Piece> piece = callers.submit(follower::begin);
        gate.release();

        assertThat(catchThrowable(() -> piece.get(10, TimeUnit.SECONDS)))
                .hasRootCauseInstanceOf(ProviderException.class);
        leader.get(10, TimeUnit.SECONDS);
        follower.close();
        assertThat(lab.calls).hasValue(1);
        assertThat(lab.space.flights().count()).isZero();
    }

    @Test
    void followerThatIsClosed_whileItWaits_ends() throws Exception {
        Semaphore gate = new Semaphore(0);
        lab.step = exchange -> {
            gate.acquireUninterruptibly();
            return answer("Hello", "stop");
        };
        Future<Exchange> leader = callers.submit(() -> lab.send(request("Hi")));
        await().untilAtomic(lab.calls, is(1));
        InFlight follower = board.offered.apply(key()).orElseThrow();
        Future<InFlight.Piece> piece = callers.submit(follower::begin);
        follower.close();

        assertThat(catchThrowable(() -> piece.get(10, TimeUnit.SECONDS))).hasRootCauseInstanceOf(CallerException.class);
        gate.release();
        assertThat(text(leader.get(10, TimeUnit.SECONDS))).isEqualTo("Hello");
    }

    /** What is given after its ttl is to be made anew; an answer to another question is not. */
    @Test
    void lookalike_afterItsTtl_isNotGiven_thoughItIsStillKept() throws Exception {
        try (CacheLab other = new CacheLab()) {
            CacheKey near = new CacheKey("-/", "d".repeat(64));
            other.cache.setLookalikes((question, exchange) -> new Lookalikes.Asked() {
                @Override
                public Optional<Lookalikes.Match> match() {
                    return Optional.of(new Lookalikes.Match(near, 0.99));
                }

                @Override
                public void learn(CacheKey key, Duration life) {}
            });
            other.cache.setTtl(Duration.ofMinutes(1));
            other.cache.setStale(Duration.ofHours(1));
            other.start();
            CachedAnswer known = new CachedAnswer(THEIRS, "fast", Set.of(), other.now.get(), answer("known", "stop"));
            other.space.store().put(near, known, Duration.ofHours(2));
            other.now.addAndGet(60_000);
            assertThat(verdict(other.send(request("in time")))).isEqualTo(CacheVerdict.SEMANTIC_HIT);

            other.now.addAndGet(1);
            assertThat(verdict(other.send(request("too late")))).isEqualTo(CacheVerdict.MISS);
        }
    }

    @Test
    void lookalike_underNoStore_isGivenAndNothingLearnt_andUnderNoCacheTheOtherWayRound() throws Exception {
        try (CacheLab other = new CacheLab()) {
            CacheKey near = new CacheKey("-/", "d".repeat(64));
            List<CacheKey> learnt = new ArrayList<>();
            other.cache.setLookalikes((question, exchange) -> new Lookalikes.Asked() {
                @Override
                public Optional<Lookalikes.Match> match() {
                    return question.text().equals("near")
                            ? Optional.of(new Lookalikes.Match(near, 0.99))
                            : Optional.empty();
                }

                @Override
                public void learn(CacheKey key, Duration life) {
                    learnt.add(key);
                }
            });
            other.start();
            CachedAnswer known = new CachedAnswer(THEIRS, "fast", Set.of(), other.now.get(), answer("known", "stop"));
            other.space.store().put(near, known, Duration.ofHours(2));

            assertThat(verdict(other.send(request("near"), "cache-control", "no-store")))
                    .isEqualTo(CacheVerdict.SEMANTIC_HIT);
            assertThat(verdict(other.send(request("far"), "cache-control", "no-store")))
                    .isEqualTo(CacheVerdict.MISS);
            assertThat(learnt).isEmpty();
            assertThat(verdict(other.send(request("far")))).isEqualTo(CacheVerdict.MISS);
            assertThat(learnt).hasSize(1);
            assertThat(verdict(other.send(request("near"), "cache-control", "no-cache")))
                    .isEqualTo(CacheVerdict.MISS);
            assertThat(learnt).hasSize(2);
        }
    }

    @Test
    void lookalike_isGiven_toAllWhoWait_andNeverOfAnotherScope() throws Exception {
        try (CacheLab other = new CacheLab()) {
            other.cache.setLookalikes((question, exchange) -> new Lookalikes.Asked() {
                @Override
                public Optional<Lookalikes.Match> match() {
                    return question.text().equals("near")
                            ? Optional.of(new Lookalikes.Match(new CacheKey(question.scope(), "d".repeat(64)), 0.99))
                            : Optional.of(new Lookalikes.Match(new CacheKey("ten_2/", "d".repeat(64)), 0.99));
                }

                @Override
                public void learn(CacheKey key, Duration life) {}
            });
            other.start();
            CachedAnswer known = new CachedAnswer(THEIRS, "fast", Set.of(), other.now.get(), answer("known", "stop"));
            other.space.store().put(new CacheKey("-/", "d".repeat(64)), known, Duration.ofHours(1));
            other.space.store().put(new CacheKey("ten_2/", "d".repeat(64)), known, Duration.ofHours(1));

            Exchange near = other.send(request("near"));
            assertThat(verdict(near)).isEqualTo(CacheVerdict.SEMANTIC_HIT);
            assertThat(text(near)).isEqualTo("known");
            assertThat(verdict(other.send(request("foreign")))).isEqualTo(CacheVerdict.MISS);
            assertThat(other.calls).hasValue(1);
        }
    }
}
