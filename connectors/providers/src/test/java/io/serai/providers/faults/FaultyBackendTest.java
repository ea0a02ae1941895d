package io.serai.providers.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.media.ByteStream;
import io.serai.api.model.ModelCard;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyBackendTest {

    private static final Timeouts PATIENT = Timeouts.DEFAULT;

    private final Cancellation cancellation = new Cancellation();
    private final Answering behind = new Answering();
    private final AtomicInteger met = new AtomicInteger();

    /** Answers in three chunks, and counts. */
    private static final class Answering implements Backend {

        private final List<ProviderCall> calls = new ArrayList<>();
        private boolean closed;

        @Override
        public Map<String, Object> answer(ProviderCall call) {
            calls.add(call);
            return ChatResponse.ofText("m", "Hello").map();
        }

        @Override
        public ByteStream bytes(ProviderCall call) {
            calls.add(call);
            throw new AssertionError("not asked here");
        }

        @Override
        public ChatStream stream(ProviderCall call) {
            calls.add(call);
            ChatStream chunks = ChatStream.of(ChatResponse.ofText("m", "Hello").map());
            return new ChatStream() {
                @Override
                protected @Nullable Map<String, Object> read() {
                    return chunks.hasNext() ? chunks.next() : null;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public ModelCard.Status status() {
            return ModelCard.Status.SIMULATED;
        }
    }

    private Backend meeting(String fault) {
        return new FaultyBackend(behind, Faults.ofOption(fault), "openai", "", met::incrementAndGet);
    }

    private ProviderCall call(Timeouts timeouts) {
        return call(timeouts, Deadline.NEVER);
    }

    private ProviderCall call(Timeouts timeouts, Deadline deadline) {
        return new ProviderCall(
                Operation.CHAT, "gpt", ChatRequest.ofText("Hi").map(), timeouts, deadline, cancellation);
    }

    private static Timeouts timeouts(long firstToken, long idle) {
        return new Timeouts(
                Duration.ofSeconds(1), Duration.ofMillis(firstToken), Duration.ofMillis(idle), Duration.ofMinutes(1));
    }

    private static ErrorKind failure(ThrowingCallable call) {
        return catchThrowableOfType(SeraiException.class, call).kind();
    }

    @Test
    void status_isThrownBeforeTheFirstChunk_andNobodyIsCalled() {
        Backend backend = meeting("status=429;retry-after=7");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> backend.answer(call(PATIENT)),
                () -> backend.stream(call(PATIENT)),
                () -> backend.bytes(call(PATIENT)))) {
            SeraiException failure = catchThrowableOfType(SeraiException.class, call);
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_RATE_LIMITED);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        }
        assertThat(behind.calls).isEmpty();
        assertThat(met).hasValue(3);
    }

    @Test
    void otherTargets_areLeftAlone() {
        Backend backend = meeting("status=503;target=anthropic/*");
        assertThat(backend.answer(call(PATIENT))).isNotEmpty();
        assertThat(backend.status()).isEqualTo(ModelCard.Status.SIMULATED);
        assertThat(behind.calls.get(0).timeouts()).isSameAs(PATIENT);
        assertThat(met).hasValue(0);
    }

    @Test
    void delay_isTakenFromThePatienceForTheFirstToken() {
        Backend backend = meeting("delay=20ms");
        assertThat(backend.answer(call(timeouts(5000, 100)))).isNotEmpty();
        assertThat(behind.calls.get(0).timeouts().firstToken()).isEqualTo(Duration.ofMillis(4980));
    }

    @Test
    void delay_beyondThePatience_isATimeout_andNobodyIsCalled() {
        Backend backend = meeting("delay=1m");
        assertThat(failure(() -> backend.answer(call(timeouts(30, 30))))).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(failure(() -> backend.stream(call(PATIENT, Deadline.after(Duration.ofMillis(30))))))
                .isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(behind.calls).isEmpty();
    }

    @Test
    void stall_ofAnAnswer_isATimeout() {
        Backend backend = meeting("stall-after=3");
        assertThat(failure(() -> backend.answer(call(timeouts(30, 30))))).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(failure(() -> backend.bytes(call(timeouts(30, 30))))).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(failure(() -> meeting("stall-after=0").stream(call(timeouts(30, 30)))))
                .isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(behind.calls).isEmpty();
    }

    @Test
    void stall_ofAStream_comesAfterItsChunks_whenTheIdleTimeIsOver() {
        ChatStream stream = meeting("stall-after=2").stream(call(timeouts(30_000, 30)));
        assertThat(stream.next()).isNotNull();
        assertThat(stream.next()).isNotNull();
        assertThat(stream.isReady()).isFalse();
        assertThat(failure(stream::hasNext)).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(behind.closed).isTrue();
    }

    @Test
    void cut_ofAStream_comesAfterItsChunks() {
        ChatStream stream = meeting("cut-after=1").stream(call(PATIENT));
        assertThat(stream.next()).isNotNull();
        assertThat(stream.isReady()).isTrue();
        assertThat(failure(stream::hasNext)).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        assertThat(behind.closed).isTrue();
    }

    @Test
    void cut_beyondTheLastChunk_comesInPlaceOfTheEnd() {
        ChatStream stream = meeting("cut-after=999").stream(call(PATIENT));
        assertThat(failure(() -> {
                    while (stream.hasNext()) {
                        stream.next();
                    }
                }))
                .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    @Test
    void cut_ofAnAnswer_isABadResponse() {
        assertThat(failure(() -> meeting("cut-after=3").answer(call(PATIENT))))
                .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        assertThat(failure(() -> meeting("cut-after=0").stream(call(PATIENT))))
                .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        assertThat(behind.calls).isEmpty();
    }

    @Test
    void client_thatLeaves_endsTheWait() throws Exception {
        for (String fault : List.of("delay=1m", "stall-after=0")) {
            CountDownLatch over = new CountDownLatch(1);
            AtomicReference<ErrorKind> ending = new AtomicReference<>();
            Cancellation own = new Cancellation();
            Thread waiting = new Thread(() -> {
                ending.set(failure(() -> meeting(fault)
                        .answer(new ProviderCall(
                                Operation.CHAT, "gpt", ChatRequest.ofText("Hi").map(), PATIENT, Deadline.NEVER, own))));
                over.countDown();
            });
            waiting.start();
            own.cancel();
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(ending).hasValue(ErrorKind.CALLER_GONE);
        }
    }

    @Test
    void stream_thatIsClosed_endsItsStall() throws Exception {
        ChatStream stream = meeting("stall-after=1").stream(call(PATIENT));
        stream.next();
        CountDownLatch over = new CountDownLatch(1);
        Thread reading = new Thread(() -> {
            failure(stream::hasNext);
            over.countDown();
        });
        reading.start();
        stream.close();
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
