package io.serai.processors.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** How long a call has its place: streams until their end, and what is limited until it may be tried again. */
class QueuePermitTest extends QueueInRoute {

    @Test
    void callers_leavingAndServedAtTheSameTime_loseNoPermit() throws Exception {
        balancer.setConcurrency(4);
        start();
        gate.release(10_000);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Cancellation cancellation = new Cancellation();
            int number = i;
            all.add(begin(i, cancellation(cancellation)));
            if (number % 2 == 0) {
                all.add(callers.submit(cancellation::cancel));
            }
        }

        for (Future<?> each : all) {
            each.get();
        }

        assertThat(most.get()).isLessThanOrEqualTo(4);
        assertEmpty();
    }

    @Test
    void stream_runs_untilItsEnd() throws Exception {
        answer =
                () -> ChatStream.of(Map.of("choices", List.of(Map.of("index", 0, "message", Map.of("content", "hi")))));
        start();
        gate.release(2);
        ChatStream stream = call("first", exchange -> {}).getMessage().getBody(ChatStream.class);
        Future<Exchange> second = begin("second");
        awaitWaiting("normal", 1);
        assertThat(balancer.running()).isEqualTo(1);

        assertThat(stream.collect().toString()).contains("hi");
        stream.close();

        ChatStream next = second.get().getMessage().getBody(ChatStream.class);
        assertThat(balancer.running()).isEqualTo(1);
        next.close();
        next.close();
        assertEmpty();
    }

    @Test
    void stream_thatBreaks_runsNoLonger() throws Exception {
        answer = () -> new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };
        start();
        gate.release();
        ChatStream stream = call("first", exchange -> {}).getMessage().getBody(ChatStream.class);

        assertThatThrownBy(stream::hasNext).isInstanceOf(ProviderException.class);
        stream.close();

        assertEmpty();
    }

    @Test
    void stream_droppedByItsRoute_runsUntilTheRequestIsAnswered() throws Exception {
        answer = () -> ChatStream.of(ANSWER);
        start();
        gate.release();
        Cancellation cancellation = new Cancellation();
        call("first", cancellation(cancellation));
        assertThat(balancer.running()).isEqualTo(1);

        cancellation.answered();

        assertEmpty();
    }

    @Test
    void call_thatFails_runsNoLonger() throws Exception {
        answer = () -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        };
        start();
        gate.release();

        assertThat(kind(call("first", exchange -> {}))).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertEmpty();
    }

    private static ProviderException rateLimited(Duration retryAfter) {
        ProviderException failure = new ProviderException(ErrorKind.PROVIDER_RATE_LIMITED, "slow down");
        failure.withRetryAfter(retryAfter);
        return failure;
    }

    @Test
    void rateLimit_inTime_isWaitedOutWithTheUnchangedRequestBeforeEverybodyElse() throws Exception {
        balancer.setWaitOutRateLimits(true);
        List<Runnable> alarms = new CopyOnWriteArrayList<>();
        AtomicLong now = new AtomicLong();
        balancer.setClock(now::get);
        balancer.setAlarm((nanos, action) -> alarms.add(action));
        AtomicInteger asked = new AtomicInteger();
        answer = () -> {
            if (asked.incrementAndGet() == 1) {
                throw rateLimited(Duration.ofSeconds(2));
            }
            return ANSWER;
        };
        start();
        Future<Exchange> first = begin("first");
        awaitRunning(1);
        Future<Exchange> second = begin("second");
        awaitWaiting("normal", 1);

        gate.release();
        awaitWaiting("normal", 2);
        assertThat(balancer.running()).isZero();
        assertThat(served).containsExactly("first");
        gate.release(2);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        alarms.get(0).run();

        assertThat(first.get().getException()).isNull();
        assertThat(first.get().getMessage().getBody()).isEqualTo(ANSWER);
        second.get();
        assertThat(served).containsExactly("first", "first", "second");
        assertEmpty();
    }

    @Test
    void rateLimit_longerThanTheWait_isToldAtOnce() throws Exception {
        balancer.setWaitOutRateLimits(true);
        balancer.setMaxWait(Duration.ofSeconds(1));
        answer = () -> {
            throw rateLimited(Duration.ofSeconds(20));
        };
        start();
        gate.release();

        Exchange refused = call("first", exchange -> {});

        assertThat(kind(refused)).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(refused.getException(SeraiException.class).retryAfter())
                .isEqualTo(Optional.of(Duration.ofSeconds(20)));
        assertEmpty();
    }

    @Test
    void rateLimit_byDefault_isPassedOn() throws Exception {
        answer = () -> {
            throw rateLimited(Duration.ofMillis(1));
        };
        start();
        gate.release();

        assertThat(kind(call("first", exchange -> {}))).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
        assertThat(served).hasSize(1);
        assertEmpty();
    }
}
