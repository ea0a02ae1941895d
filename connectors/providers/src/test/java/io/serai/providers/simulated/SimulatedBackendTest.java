package io.serai.providers.simulated;

import static io.serai.providers.simulated.Calls.backend;
import static io.serai.providers.simulated.Calls.chat;
import static io.serai.providers.simulated.Calls.says;
import static io.serai.providers.simulated.Calls.steered;
import static io.serai.providers.simulated.Calls.timeouts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SimulatedBackendTest {

    /** Longer than any test waits. */
    private static final int HOUR_MS = 3_600_000;

    @ParameterizedTest
    @CsvSource({
        "400, CALLER_BAD_REQUEST",
        "401, PROVIDER_AUTH",
        "403, PROVIDER_AUTH",
        "404, CALLER_NOT_FOUND",
        "408, PROVIDER_TIMEOUT",
        "413, CALLER_TOO_LARGE",
        "422, CALLER_BAD_REQUEST",
        "429, PROVIDER_RATE_LIMITED",
        "500, PROVIDER_UNAVAILABLE",
        "503, PROVIDER_UNAVAILABLE",
        "504, PROVIDER_TIMEOUT",
        "599, PROVIDER_UNAVAILABLE",
    })
    void errorStatus_anyOperation_becomesTheKindOfARealOne(int status, ErrorKind kind) {
        Map<String, Object> request = steered("error_status", status);
        Map<String, Object> embedding = Map.of("input", "x", "simulate", Map.of("error_status", status));

        assertThat(failure(() -> backend(Map.of()).answer(chat(request))).kind())
                .isEqualTo(kind);
        assertThat(failure(() -> backend(Map.of()).stream(chat(request))).kind())
                .isEqualTo(kind);
        assertThat(failure(() -> backend(Map.of()).answer(Calls.embed(embedding)))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void errorStatus_retryAfterAndCode_areCarried() {
        Map<String, Object> request =
                says("Hello", "simulate", Map.of("error_status", 429, "retry_after", 2.5, "error_code", "slow_down"));

        SeraiException failure = failure(() -> backend(Map.of()).answer(chat(request)));

        assertThat(failure.retryAfter()).contains(Duration.ofMillis(2500));
        assertThat(failure.code()).contains("slow_down");
    }

    @ParameterizedTest
    @CsvSource({"context_length_exceeded, PROVIDER_CONTEXT_LENGTH", "content_filter, PROVIDER_CONTENT_FILTER"})
    void errorStatus_codesOfAnotherProvidersChance_becomeProviderFailures(String code, ErrorKind kind) {
        Map<String, Object> request = says("Hello", "simulate", Map.of("error_status", 400, "error_code", code));

        assertThat(failure(() -> backend(Map.of()).answer(chat(request))).kind())
                .isEqualTo(kind);
    }

    @Test
    void errorStatus_404_namesTheModel() {
        SeraiException failure = failure(() -> backend(Map.of()).answer(chat(steered("error_status", 404))));

        assertThat(failure.code()).contains("model_not_found");
        assertThat(failure).hasMessageContaining("parrot");
    }

    @ParameterizedTest
    @CsvSource({
        "cut_after_chunks, PROVIDER_BAD_RESPONSE",
        "malformed_after_chunks, PROVIDER_BAD_RESPONSE",
        "silent_after_chunks, PROVIDER_TIMEOUT",
    })
    void fault_afterChunks_breaksTheStreamThere(String option, ErrorKind kind) {
        ProviderCall call = chat(steered(option, 3), timeouts(60_000, 20, 60_000), Deadline.NEVER, new Cancellation());
        ChatStream stream = backend(Map.of()).stream(call);

        for (int i = 0; i < 3; i++) {
            assertThat(stream.next()).isNotNull();
        }
        assertThat(failure(stream::hasNext).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut_after_chunks", "malformed_after_chunks", "silent_after_chunks"})
    void fault_beyondTheLastChunk_stillPreventsACleanEnd(String option) {
        ProviderCall call =
                chat(steered(option, 100_000), timeouts(60_000, 20, 60_000), Deadline.NEVER, new Cancellation());

        assertThatThrownBy(() -> backend(Map.of()).stream(call).collect()).isInstanceOf(ProviderException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut_after_chunks", "malformed_after_chunks", "silent_after_chunks"})
    void fault_beforeTheFirstChunk_failsTheCallItself(String option) {
        ProviderCall call = chat(steered(option, 0), timeouts(20, 60_000, 60_000), Deadline.NEVER, new Cancellation());

        assertThatThrownBy(() -> backend(Map.of()).stream(call)).isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> backend(Map.of()).answer(call)).isInstanceOf(ProviderException.class);
    }

    @Test
    void firstToken_tooLate_timesOut() {
        ProviderCall call = chat(
                steered("first_token_delay_ms", HOUR_MS),
                timeouts(20, 60_000, 60_000),
                Deadline.NEVER,
                new Cancellation());

        assertTimeout(call);
    }

    @Test
    void latency_longerThanTotal_timesOut() {
        assertTimeout(
                chat(steered("latency_ms", HOUR_MS), timeouts(60_000, 60_000, 20), Deadline.NEVER, new Cancellation()));
    }

    @Test
    void latency_longerThanTheDeadline_timesOut() {
        assertTimeout(chat(
                steered("latency_ms", HOUR_MS),
                Timeouts.DEFAULT,
                Deadline.after(Duration.ofMillis(20)),
                new Cancellation()));
    }

    @Test
    void deadline_passedAlready_timesOutWithoutAnyDelay() {
        assertTimeout(chat(says("Hello"), Timeouts.DEFAULT, Deadline.after(Duration.ZERO), new Cancellation()));
    }

    @Test
    void tokensPerSecond_slowerThanIdleAllows_timesOutAfterTheFirstToken() {
        ProviderCall call = chat(
                steered("tokens_per_second", 0.001), timeouts(60_000, 20, 60_000), Deadline.NEVER, new Cancellation());
        ChatStream stream = backend(Map.of()).stream(call);

        stream.next();
        stream.next();
        assertThat(stream.isReady()).isFalse();
        assertThat(failure(stream::hasNext).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    @Test
    void tokensPerSecond_paced_arrivesWhole() {
        Map<String, Object> options = Map.of("latency_ms", 5, "first_token_delay_ms", 5, "tokens_per_second", 2000);

        assertThat(backend(options).stream(chat(says("Hello"))).collect())
                .isEqualTo(backend(options).answer(chat(says("Hello"))))
                .isEqualTo(backend(Map.of()).answer(chat(says("Hello"))));
    }

    @Test
    void pace_perSecond_spreadsTokensEvenly() {
        Pace pace = new Pace(100, OptionalDouble.of(10));

        assertThat(pace.dueAfter(0)).isEqualTo(100);
        assertThat(pace.dueAfter(3)).isEqualTo(300_000_100);
        assertThat(new Pace(100, OptionalDouble.empty()).dueAfter(3)).isEqualTo(100);
    }

    @Test
    void cancellation_whileWaiting_endsTheCallAtOnce() {
        Cancellation cancellation = new Cancellation();
        ProviderCall call =
                chat(steered("latency_ms", HOUR_MS), timeouts(HOUR_MS, HOUR_MS, HOUR_MS), Deadline.NEVER, cancellation);

        SeraiException failure = failureOnceWaiting(() -> backend(Map.of()).answer(call), cancellation::cancel);

        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_GONE);
    }

    @Test
    void cancellation_betweenChunks_endsTheStream() {
        Cancellation cancellation = new Cancellation();
        ChatStream stream =
                backend(Map.of()).stream(chat(says("Hello"), Timeouts.DEFAULT, Deadline.NEVER, cancellation));
        stream.next();
        cancellation.cancel();

        assertThat(failure(stream::hasNext).kind()).isEqualTo(ErrorKind.CALLER_GONE);
    }

    @Test
    void close_byAnotherThread_wakesTheReader() {
        ProviderCall call = chat(
                steered("silent_after_chunks", 1),
                timeouts(HOUR_MS, HOUR_MS, HOUR_MS),
                Deadline.NEVER,
                new Cancellation());
        ChatStream stream = backend(Map.of()).stream(call);
        stream.next();

        SeraiException failure = failureOnceWaiting(stream::hasNext, stream::close);

        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_GONE);
    }

    @Test
    void close_afterTheEnd_doesNothing() {
        ChatStream stream = backend(Map.of()).stream(chat(says("Hello")));
        stream.forEachRemaining(chunk -> {});
        stream.close();

        assertThat(stream.hasNext()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "latency_ms, -1",
        "latency_ms, fast",
        "tokens_per_second, 0",
        "error_status, 200",
        "retry_after, -1",
        "cut_after_chunks, -1",
        "silence, 3",
    })
    void beanOption_wrong_isRefusedAtOpeningByName(String name, String value) {
        assertThatThrownBy(() -> backend(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option '" + name + "' of provider 'sim'");
    }

    @ParameterizedTest
    @CsvSource({
        "latency_ms, -1",
        "tokens_per_second, 0",
        "error_status, 200",
        "cut_after_chunks, -1",
        "content, 3",
        "silence, 3",
        "latency_ms, 99999999999",
    })
    void callOption_wrong_refusesTheField(String name, long value) {
        SeraiException failure = failure(() -> backend(Map.of()).answer(chat(steered(name, value))));

        assertThat(failure).isInstanceOf(CallerException.class);
        assertThat(failure.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(failure.param()).contains("simulate." + name);
    }

    @Test
    void callOption_numberAsText_refusesTheField() {
        assertThat(failure(() -> backend(Map.of()).answer(chat(steered("latency_ms", "5"))))
                        .param())
                .contains("simulate.latency_ms");
    }

    @Test
    void callOption_twoFaults_refusesTheField() {
        Map<String, Object> request =
                says("Hello", "simulate", Map.of("cut_after_chunks", 1, "silent_after_chunks", 1));

        assertThat(failure(() -> backend(Map.of()).answer(chat(request))).param())
                .contains("simulate.silent_after_chunks");
    }

    @Test
    void simulate_notAnObject_refusesTheField() {
        assertThat(failure(() -> backend(Map.of()).answer(chat(says("Hello", "simulate", "x"))))
                        .param())
                .contains("simulate");
    }

    @Test
    void beanOption_text_isReadAsNumber() {
        assertThat(failure(() -> backend(Map.of("error_status", "503", "retry_after", "7"))
                                .answer(chat(says("Hi"))))
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void callOption_null_takesTheBeansBack() {
        assertThatCode(() -> {
                    Map<String, Object> simulate = new java.util.HashMap<>();
                    simulate.put("error_status", null);
                    backend(Map.of("error_status", 503)).answer(chat(says("Hi", "simulate", simulate)));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void callOption_fault_goesBeforeTheBeans() {
        ProviderCall call = chat(steered("cut_after_chunks", 0));

        assertThat(failure(() -> backend(Map.of("silent_after_chunks", 0)).answer(call))
                        .kind())
                .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
    }

    private static void assertTimeout(ProviderCall call) {
        assertThat(failure(() -> backend(Map.of()).stream(call)).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
        assertThat(failure(() -> backend(Map.of()).answer(call)).kind()).isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
    }

    private static SeraiException failure(ThrowingCallable call) {
        SeraiException failure = catchThrowableOfType(SeraiException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static SeraiException failureOnceWaiting(ThrowingCallable call, Runnable end) {
        AtomicReference<SeraiException> failure = new AtomicReference<>();
        Thread waiting = new Thread(() -> failure.set(failure(call)));
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        end.run();
        await().until(() -> failure.get() != null);
        return failure.get();
    }
}
