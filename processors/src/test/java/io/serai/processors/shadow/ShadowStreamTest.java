package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.shadow.ShadowComparison;
import io.serai.api.shadow.ShadowSide;
import io.serai.api.shadow.ShadowSide.Outcome;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Streams and changes on the way: each side has its own, and all of it is compared. */
class ShadowStreamTest extends ShadowInRoute {

    @Test
    void request_changedByOneSide_isUnchangedForTheOther() throws Exception {
        start();
        CountDownLatch changed = new CountDownLatch(1);
        List<String> read = new CopyOnWriteArrayList<>();
        real = exchange -> {
            Map<String, Object> request = exchange.getMessage().getBody(Map.class);
            new ChatRequest(request).messages().get(0).put("content", "changed");
            changed.countDown();
            return answer("real");
        };
        candidate = exchange -> {
            await().until(() -> changed.getCount() == 0);
            read.add(new ChatRequest(exchange.getMessage().getBody(Map.class)).lastUserText());
            return answer("candidate");
        };

        call();
        heard.next();

        assertThat(read).containsExactly("hello");
    }

    @Test
    void answer_changedOnItsWay_isComparedAsItWas() throws Exception {
        start();
        candidate = exchange -> held();
        Map<String, Object> answer = answer("real");
        real = exchange -> answer;

        call();
        answer.clear();
        end.countDown();

        assertThat(heard.next().real().finishReason()).contains("stop");
        assertThat(answer).isEmpty();
    }

    @Test
    void request_thatCanBeReadOnceOnly_hasNoShadow() throws Exception {
        start();

        call(exchange -> exchange.getMessage().setBody(InputStream.nullInputStream()));

        assertThat(heard.skipped).hasValue(1);
        assertThat(shadows).isEmpty();
        call();
        heard.next();
    }

    @Test
    void stream_ofTheCaller_goesOnUntouchedAndIsComparedAtItsEnd() throws Exception {
        start();
        List<Map<String, Object>> chunks = new ArrayList<>();
        stream("one two three").forEachRemaining(chunks::add);
        real = exchange -> ChatStream.of(chunks);
        candidate = exchange -> stream("four");

        ChatStream stream = call().getMessage().getBody(ChatStream.class);
        await().until(() -> attempts.size() == 1);
        assertThat(heard.compared).isEmpty();
        List<Map<String, Object>> told = new ArrayList<>();
        stream.forEachRemaining(told::add);

        assertThat(told).hasSameSizeAs(chunks);
        IntStream.range(0, told.size()).forEach(i -> assertThat(told.get(i)).isSameAs(chunks.get(i)));
        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().characters()).isEqualTo(13);
        assertThat(comparison.real().firstContent()).isPresent();
        assertThat(comparison.real().finishReason()).contains("stop");
        assertThat(comparison.candidate().characters()).isEqualTo(4);
        assertThat(comparison.candidate().firstContent()).isPresent();
    }

    @Test
    void stream_givenUpByItsCaller_isAbandonedAndTheShadowIsNot() throws Exception {
        start();
        AtomicInteger closed = new AtomicInteger();
        real = exchange -> new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                return stream("one").next();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        candidate = exchange -> stream("four");

        ChatStream stream = call().getMessage().getBody(ChatStream.class);
        stream.next();
        stream.close();

        assertThat(closed).hasValue(1);
        ShadowComparison comparison = heard.next();
        assertThat(comparison.real().outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(comparison.candidate().outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @Test
    void stream_thatBreaks_breaksForItsCallerAndHasFailed() throws Exception {
        start();
        real = exchange -> new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };

        ChatStream stream = call().getMessage().getBody(ChatStream.class);

        assertThatThrownBy(stream::hasNext).isInstanceOf(ProviderException.class);
        ShadowSide side = heard.next().real();
        assertThat(side.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(side.error()).contains(ErrorKind.PROVIDER_UNAVAILABLE);
    }

    @Test
    void stream_droppedByItsRoute_isAbandonedWithTheAnswer() throws Exception {
        start();
        real = exchange -> stream("never read");
        Cancellation cancellation = new Cancellation();

        call(exchange -> exchange.setProperty(CallNames.CANCEL, cancellation));
        cancellation.answered();

        assertThat(heard.next().real().outcome()).isEqualTo(Outcome.ABANDONED);
    }

    @Test
    void answer_thatLastsLongerThanAShadowMay_isOverdue() throws Exception {
        balancer.setTimeout(Duration.ofMillis(30));
        start();
        real = exchange -> stream("never read");

        ChatStream stream = call().getMessage().getBody(ChatStream.class);

        assertThat(heard.next().real().outcome()).isEqualTo(Outcome.OVERDUE);
        assertThat(new ChatResponse(stream.collect()).text()).isEqualTo("never read");
        await().until(() -> balancer.running() == 0);
    }
}
