package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.answer;
import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.streamed;
import static io.serai.processors.cache.CacheLab.text;
import static io.serai.processors.cache.CacheLab.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import java.time.Duration;
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

/** Equal calls at the same time: one call of the step below, whose answer all get. */
class SingleFlightTest {

    private static final int MANY = 12;

    private final CacheLab lab = new CacheLab();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Semaphore gate = new Semaphore(0);

    @BeforeEach
    void start() throws Exception {
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

    private List<Future<Exchange>> callMany(Map<String, Object> request) {
        List<Future<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(call(request));
        }
        seats(MANY);
        return all;
    }

    private void seats(int count) {
        await().until(() -> lab.space.flights().seats() == count);
    }

    private static Exchange got(Future<Exchange> call) throws Exception {
        return call.get(20, TimeUnit.SECONDS);
    }

    private void pass() {
        gate.acquireUninterruptibly();
    }

    @Test
    void equalCallsAtOnce_areOneCall_whoseAnswerAllGet() throws Exception {
        lab.step = exchange -> {
            pass();
            return answer("Hello", "stop");
        };
        List<Future<Exchange>> all = callMany(request("Hi"));
        gate.release();

        int hits = 0;
        List<Object> ids = new ArrayList<>();
        for (Future<Exchange> one : all) {
            assertThat(text(got(one))).isEqualTo("Hello");
            ids.add(got(one).getMessage().getBody(Map.class).get("id"));
            hits += verdict(got(one)) == CacheVerdict.HIT ? 1 : 0;
            Meter meter = got(one).getProperty(CallNames.METER, Meter.class);
            assertThat(meter.count() + meter.hits().size()).isEqualTo(1);
        }
        assertThat(lab.calls).hasValue(1);
        assertThat(hits).isEqualTo(MANY - 1);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(lab.space.flights().count()).isZero();
        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.HIT);
    }

    @Test
    void otherCalls_areNotHeldUp() throws Exception {
        lab.step = exchange -> {
            if (exchange.getMessage().getBody(Map.class).toString().contains("slow")) {
                pass();
            }
            return answer("Hello", "stop");
        };
        call(request("slow"));
        seats(1);

        assertThat(text(lab.send(request("quick")))).isEqualTo("Hello");
    }

    @Test
    void followers_getTheStreamLive_fromItsFirstChunk() throws Exception {
        GatedStream upstream = new GatedStream();
        lab.step = exchange -> upstream;
        upstream.say("Hel");
        ChatStream leader = stream(got(call(streamed("Hi"))));
        ChatStream follower = stream(got(call(streamed("Hi"))));

        assertThat(follower.next().toString()).contains("Hel");
        assertThat(leader.next().toString()).contains("Hel");
        assertThat(follower.isReady()).isFalse();
        upstream.say("lo");
        assertThat(follower.isReady()).isTrue();
        assertThat(follower.next().toString()).contains("lo");
        ChatStream late = stream(got(call(streamed("Hi"))));
        upstream.finish();

        assertThat(late.collect().toString()).contains("Hello").contains("stop");
        assertThat(leader.next().toString()).contains("lo");
        leader.collect();
        follower.collect();
        assertThat(lab.calls).hasValue(1);
        assertThat(text(lab.send(request("Hi")))).isEqualTo("Hello");
    }

    private static ChatStream stream(Exchange exchange) {
        return exchange.getMessage().getBody(ChatStream.class);
    }

    @Test
    void followerOfAStream_isOnTheMeter_onceItHasEnded() throws Exception {
        GatedStream upstream = new GatedStream();
        lab.step = exchange -> upstream;
        upstream.say("Hello");
        got(call(streamed("Hi")));
        Exchange follower = got(call(streamed("Hi")));
        Meter meter = follower.getProperty(CallNames.METER, Meter.class);
        assertThat(meter.hits()).isEmpty();

        Map<String, Object> usage = CacheLab.chunk(Map.of(), "stop");
        usage.put("usage", answer("", "stop").get("usage"));
        upstream.tell(usage);
        upstream.finish();
        stream(follower).collect();

        assertThat(meter.hits()).hasSize(1);
        assertThat(meter.usage()).containsEntry("prompt_tokens", 7).containsEntry("cached", true);
    }

    @Test
    void leaderThatLeaves_isNotMissed_andTheLastToLeaveEndsTheCall() throws Exception {
        GatedStream upstream = new GatedStream();
        List<Cancellation> calls = new ArrayList<>();
        lab.step = exchange -> {
            calls.add(exchange.getProperty(CallNames.CANCEL, Cancellation.class));
            return upstream;
        };
        upstream.say("Hel");
        ChatStream leader = stream(got(call(streamed("Hi"))));
        ChatStream follower = stream(got(call(streamed("Hi"))));
        ChatStream other = stream(got(call(streamed("Hi"))));
        leader.close();
        upstream.say("lo");

        assertThat(follower.next().toString()).contains("Hel");
        assertThat(follower.next().toString()).contains("lo");
        assertThat(upstream.closed).isFalse();
        follower.close();
        assertThat(upstream.closed).isFalse();
        other.close();
        assertThat(upstream.closed).isTrue();
        assertThat(calls).singleElement().satisfies(call -> assertThat(call.isCancelled())
                .isTrue());
        assertThat(lab.space.flights().count()).isZero();
    }

    @Test
    void leaderWhoseClientGoes_whileTheCallIsMade_leavesItToTheFollowers() throws Exception {
        lab.step = exchange -> {
            pass();
            return answer("Hello", "stop");
        };
        Exchange first = lab.exchange(request("Hi"));
        Cancellation client = first.getProperty(CallNames.CANCEL, Cancellation.class);
        Future<Exchange> leader = callers.submit(() -> lab.send(first));
        seats(1);
        Future<Exchange> follower = call(request("Hi"));
        seats(2);
        client.cancel();
        seats(1);
        gate.release();

        assertThat(text(got(follower))).isEqualTo("Hello");
        got(leader);
        assertThat(lab.calls).hasValue(1);
    }

    @Test
    void lastCallerThatGoes_whileTheCallIsMade_endsTheCall() throws Exception {
        lab.step = exchange -> {
            exchange.getProperty(CallNames.CANCEL, Cancellation.class).onCancel(gate::release);
            pass();
            return Flight.gone();
        };
        Exchange first = lab.exchange(request("Hi"));
        Cancellation client = first.getProperty(CallNames.CANCEL, Cancellation.class);
        Future<Exchange> leader = callers.submit(() -> lab.send(first));
        seats(1);
        client.cancel();

        assertThat(SeraiException.of(got(leader).getException()).kind()).isEqualTo(ErrorKind.CALLER_GONE);
        assertThat(lab.space.flights().count()).isZero();
    }

    @Test
    void callThatFails_beforeItsFirstContent_isMadeAgainByOneFollower() throws Exception {
        lab.step = exchange -> {
            pass();
            return lab.calls.get() == 1 ? down() : answer("Hello", "stop");
        };
        List<Future<Exchange>> all = callMany(request("Hi"));
        gate.release(2);

        assertThat(failures(all)).isEqualTo(1);
        assertThat(lab.calls).hasValue(2);
    }

    @Test
    void streamThatBreaks_beforeItsFirstContent_isMadeAgainByOneFollower() throws Exception {
        GatedStream broken = new GatedStream();
        GatedStream good = new GatedStream();
        lab.step = exchange -> lab.calls.get() == 1 ? broken : good;
        List<Future<Exchange>> all = callMany(streamed("Hi"));
        broken.tell(CacheLab.chunk(Map.of("role", "assistant"), null));
        good.say("Hello");
        good.finish();
        broken.fail(down());

        assertThat(failures(all)).isEqualTo(1);
        assertThat(lab.calls).hasValue(2);
    }

    private static int failures(List<Future<Exchange>> all) throws Exception {
        int failures = 0;
        for (Future<Exchange> one : all) {
            failures += got(one).getException() == null ? 0 : 1;
        }
        return failures;
    }

    private static ProviderException down() {
        return new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");
    }

    @Test
    void callThatKeepsFailing_isMadeThreeTimes_andAllHaveTheFailure() throws Exception {
        lab.step = exchange -> {
            pass();
            return down();
        };
        List<Future<Exchange>> all = callMany(request("Hi"));
        gate.release(MANY);

        assertThat(failures(all)).isEqualTo(MANY);
        assertThat(lab.calls).hasValue(3);
        assertThat(lab.space.flights().count()).isZero();
    }

    @Test
    void requestAtFault_failsForAllAtOnce_andARuleForOneCallerForThatOneOnly() throws Exception {
        lab.step = exchange -> {
            pass();
            return CallerException.badField("n", "too many");
        };
        List<Future<Exchange>> all = callMany(request("bad"));
        gate.release(MANY);
        assertThat(failures(all)).isEqualTo(MANY);
        assertThat(lab.calls).hasValue(1);

        gate.drainPermits();
        lab.step = exchange -> {
            pass();
            return new PolicyException(ErrorKind.POLICY_BUDGET_EXCEEDED, "spent");
        };
        all = callMany(request("spent"));
        gate.release(MANY);
        assertThat(failures(all)).isEqualTo(MANY);
        assertThat(lab.calls).hasValue(1 + MANY);
    }

    @Test
    void streamThatBreaks_afterContent_breaksForAll_andIsNotKept() throws Exception {
        GatedStream upstream = new GatedStream();
        lab.step = exchange -> upstream;
        upstream.say("Hel");
        ChatStream leader = stream(got(call(streamed("Hi"))));
        ChatStream follower = stream(got(call(streamed("Hi"))));
        upstream.fail(down());

        assertThatThrownBy(leader::collect).isInstanceOf(ProviderException.class);
        assertThatThrownBy(follower::collect).isInstanceOf(ProviderException.class);
        lab.step = exchange -> answer("Hello", "stop");
        assertThat(verdict(lab.send(request("Hi")))).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void followerThatReadsNothing_holdsNobodyUp_andReadsAllLater() throws Exception {
        GatedStream upstream = new GatedStream();
        lab.step = exchange -> upstream;
        upstream.say("a");
        ChatStream leader = stream(got(call(streamed("Hi"))));
        ChatStream slow = stream(got(call(streamed("Hi"))));
        for (int i = 0; i < 500; i++) {
            upstream.say("a");
        }
        upstream.finish();
        leader.collect();

        assertThat(text(lab.send(request("Hi")))).hasSize(501);
        assertThat(slow.collect().toString()).contains("a".repeat(501));
        assertThat(lab.calls).hasValue(1);
    }

    @Test
    void callWithAQuiteDifferentDeadline_isOnItsOwn() throws Exception {
        lab.step = exchange -> {
            pass();
            return answer("Hello", "stop");
        };
        call(request("Hi"));
        seats(1);
        Exchange hurried = lab.exchange(request("Hi"));
        hurried.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ofSeconds(30)));
        Future<Exchange> other = callers.submit(() -> lab.send(hurried));
        await().untilAtomic(lab.calls, is(2));
        gate.release(2);

        assertThat(verdict(got(other))).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void answerThatCanNotBeShared_sendsTheFollowersOnTheirOwnWays() throws Exception {
        lab.step = exchange -> {
            pass();
            return "plain text";
        };
        List<Future<Exchange>> all = callMany(request("Hi"));
        gate.release(MANY);

        for (Future<Exchange> one : all) {
            assertThat(got(one).getMessage().getBody()).isEqualTo("plain text");
        }
        assertThat(lab.calls).hasValue(MANY);
    }

    @Test
    void callers_ofBothForms_shareOneCall() throws Exception {
        lab.step = exchange -> {
            pass();
            return answer("Hello", "stop");
        };
        Future<Exchange> whole = call(request("Hi"));
        seats(1);
        Future<Exchange> stream = call(streamed("Hi"));
        seats(2);
        gate.release();

        assertThat(got(whole).getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(got(stream).getMessage().getBody()).isInstanceOf(ChatStream.class);
        assertThat(text(got(stream))).isEqualTo("Hello");
        assertThat(lab.calls).hasValue(1);
    }
}
