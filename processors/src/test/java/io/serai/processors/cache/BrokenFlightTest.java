package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.streamed;
import static io.serai.processors.cache.CacheLab.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of those who follow a stream that does not come to its end, or that they leave. */
class BrokenFlightTest {

    private static final int MANY = 12;

    private final CacheLab lab = new CacheLab();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Semaphore gate = new Semaphore(0);
    private final GatedStream upstream = new GatedStream();

    @BeforeEach
    void start() throws Exception {
        lab.step = exchange -> {
            if (lab.calls.get() == 1) {
                return upstream;
            }
            gate.acquireUninterruptibly();
            return answer("Hello", "stop");
        };
        upstream.say("Hel");
        lab.start();
    }

    @AfterEach
    void stop() {
        gate.release(1000);
        callers.shutdownNow();
        lab.close();
    }

    private Future<Exchange> call(Map<String, Object> request) {
        return callers.submit(() -> lab.send(request));
    }

    private void seats(int count) {
        await().until(() -> lab.space.flights().seats() == count);
    }

    private static Exchange got(Future<Exchange> call) throws Exception {
        return call.get(20, TimeUnit.SECONDS);
    }

    private static ChatStream stream(Exchange exchange) {
        return exchange.getMessage().getBody(ChatStream.class);
    }

    private static ProviderException down() {
        return new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
    }

    @Test
    void followerOfAStream_thatLeavesOrIsLeft_isOnTheMeterOnce() throws Exception {
        ChatStream leader = stream(got(call(streamed("Hi"))));
        Exchange leaving = got(call(streamed("Hi")));
        Exchange left = got(call(streamed("Hi")));
        stream(leaving).next();
        stream(leaving).close();
        stream(leaving).close();
        assertThat(leaving.getProperty(CallNames.METER, Meter.class).hits()).hasSize(1);

        upstream.fail(down());
        assertThatThrownBy(stream(left)::collect).isInstanceOf(ProviderException.class);
        assertThat(left.getProperty(CallNames.METER, Meter.class).hits()).hasSize(1);
        leader.close();
    }

    /** Of which their clients have heard nothing. */
    @Test
    void streamThatBreaks_afterContent_isMadeAgainOnceForAllWhoWantAWholeAnswer() throws Exception {
        ChatStream leader = stream(got(call(streamed("Hi"))));
        List<Future<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(call(request("Hi")));
        }
        seats(MANY + 1);
        upstream.fail(down());
        assertThatThrownBy(leader::collect).isInstanceOf(ProviderException.class);
        seats(MANY);
        gate.release();

        for (Future<Exchange> one : all) {
            assertThat(text(got(one))).isEqualTo("Hello");
            Meter meter = got(one).getProperty(CallNames.METER, Meter.class);
            assertThat(meter.count() + meter.hits().size()).isEqualTo(1);
        }
        assertThat(lab.calls).hasValue(2);
    }
}
