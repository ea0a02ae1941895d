package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtherNodesCallTest {

    private static final String ID = "ten_1/a";

    private final OneOtherNode store = new OneOtherNode();
    private final RecordedAnswer answer = new RecordedAnswer("print");
    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch followed = new CountDownLatch(1);

    /** A store in which another node has claimed the call. */
    private static final class OneOtherNode implements AnswerStore {
        private final ConcurrentMap<String, KeptAnswer> kept = new ConcurrentHashMap<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean claimed = true;

        @Override
        public Optional<KeptAnswer> find(String id) {
            return Optional.ofNullable(kept.get(id));
        }

        @Override
        public void put(String id, KeptAnswer answer) {
            kept.put(id, answer);
        }

        @Override
        public Claim claim(String id, String print) {
            asked.incrementAndGet();
            return claimed ? Claim.ELSEWHERE : Claim.MINE;
        }
    }

    private final Thread following = Thread.ofVirtual().unstarted(() -> new OtherNodesCall(store, ID, "print", answer)
            .follow(
                    (mine, over) -> {
                        made.incrementAndGet();
                        over.run();
                    },
                    ended::countDown,
                    followed::countDown));

    @AfterEach
    void stop() throws InterruptedException {
        answer.cancellation().cancel();
        following.join();
    }

    private static KeptAnswer kept(KeptAnswer.Form form) {
        return new KeptAnswer("print", 200, List.of("content-type", "text/plain"), "said".getBytes(UTF_8), form);
    }

    @Test
    void follow_otherNodeAnswers_isToldHereAndNotMadeAgain() throws InterruptedException {
        following.start();
        await().until(() -> store.asked.get() > 1);
        store.put(ID, kept(KeptAnswer.Form.WHOLE));

        followed.await();

        KeptAnswer told = answer.kept().orElseThrow();
        assertThat(told.body()).isEqualTo("said".getBytes(UTF_8));
        assertThat(told.form()).isEqualTo(KeptAnswer.Form.WHOLE);
        assertThat(made).hasValue(0);
    }

    @Test
    void follow_otherNodeStreamed_isToldAsAStream() throws InterruptedException {
        store.put(ID, kept(KeptAnswer.Form.STREAMED));
        following.start();

        followed.await();

        assertThat(answer.kept().orElseThrow().form()).isEqualTo(KeptAnswer.Form.STREAMED);
    }

    @Test
    void follow_otherNodeIsGone_isMadeHereOnce() throws InterruptedException {
        following.start();
        await().until(() -> store.asked.get() > 1);
        store.claimed = false;

        ended.await();

        following.join();
        assertThat(made).hasValue(1);
        assertThat(followed.getCount()).isEqualTo(1);
    }

    @Test
    void follow_claimIsFreeAsTheAnswerIsThere_isNotMadeAgain() throws InterruptedException {
        store.claimed = false;
        store.put(ID, kept(KeptAnswer.Form.WHOLE));
        following.start();

        followed.await();

        assertThat(answer.kept()).isPresent();
        assertThat(made).hasValue(0);
    }

    @Test
    void follow_nobodyWaitsAnyMore_givesUp() throws InterruptedException {
        following.start();
        await().until(() -> store.asked.get() > 0);
        answer.cancellation().cancel();

        followed.await();

        assertThat(made).hasValue(0);
        assertThat(answer.kept()).isEmpty();
    }
}
