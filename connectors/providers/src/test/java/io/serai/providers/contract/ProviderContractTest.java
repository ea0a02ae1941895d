package io.serai.providers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderCall;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provider promises. A new dialect adds its fixture, and is held to all of it. */
@Timeout(60)
class ProviderContractTest {

    private final Cancellation cancellation = new Cancellation();

    static Stream<ProviderFixture> providers() {
        return ServiceLoader.load(ProviderFixture.class).stream().map(ServiceLoader.Provider::get);
    }

    /** Those that chat: nothing else is streamed. */
    static Stream<ProviderFixture> chatting() {
        return only(fixture -> fixture.operation() == Operation.CHAT);
    }

    static Stream<ProviderFixture> notChatting() {
        return only(fixture -> fixture.operation() != Operation.CHAT);
    }

    private static Stream<ProviderFixture> only(Predicate<ProviderFixture> wanted) {
        List<ProviderFixture> kept = new ArrayList<>();
        for (ProviderFixture fixture : providers().toList()) {
            if (wanted.test(fixture)) {
                kept.add(fixture);
            } else {
                closed(fixture);
            }
        }
        return kept.stream();
    }

    private static void closed(ProviderFixture fixture) {
        try {
            fixture.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyDialect_hasAFixture() {
        List<String> dialects = ServiceLoader.load(Dialect.class).stream()
                .map(dialect -> dialect.get().name())
                .toList();
        List<String> fixtures = new ArrayList<>();
        for (ProviderFixture fixture : providers().toList()) {
            fixtures.add(fixture.dialect());
            closed(fixture);
        }
        assertThat(fixtures).containsExactlyInAnyOrderElementsOf(dialects);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void operation_isOffered(ProviderFixture provider) throws Exception {
        try (provider) {
            assertThat(ServiceLoader.load(Dialect.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(dialect -> dialect.name().equals(provider.dialect())))
                    .allMatch(dialect -> dialect.operations().contains(provider.operation()));
        }
    }

    @ParameterizedTest
    @MethodSource("notChatting")
    void answer_isThatOfTheOperation(ProviderFixture provider) throws Exception {
        String member =
                switch (provider.operation()) {
                    case PREDICT -> "outputs";
                    case EMBED, IMAGE -> "data";
                    case RERANK, MODERATE -> "results";
                    case TRANSCRIBE -> "text";
                    case COUNT_TOKENS -> "input_tokens";
                    case CHAT, SPEECH -> throw new AssertionError("tested by streams");
                };
        try (provider) {
            assertThat(provider.answering().answer(call(provider, false)).get(member))
                    .isNotNull()
                    .isNotEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("chatting")
    void answer_isWholeAndSaysItsUsage(ProviderFixture provider) throws Exception {
        try (provider) {
            Map<String, Object> answer = provider.answering().answer(call(provider, false));
            assertThat(new ChatResponse(answer).text()).isNotEmpty();
            assertThat(Usage.in(answer)).get().satisfies(usage -> {
                assertThat(usage.promptTokens()).isPositive();
                assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("chatting")
    void stream_hasRoleFirst_oneFinish_usageLast(ProviderFixture provider) throws Exception {
        try (provider) {
            List<Map<String, Object>> chunks = new ArrayList<>();
            provider.answering().stream(call(provider, true)).forEachRemaining(chunks::add);
            assertThat(chunks).hasSizeGreaterThan(2);
            assertThat(chunks.get(0).toString()).contains("role=assistant");
            assertThat(chunks.stream().filter(chunk -> chunk.toString().contains("finish_reason=stop")))
                    .hasSize(1);
            assertThat(Usage.in(chunks.get(chunks.size() - 1))).isPresent();
            assertThat(chunks.subList(0, chunks.size() - 1))
                    .noneMatch(chunk -> Usage.in(chunk).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("chatting")
    void collectedStream_equalsTheWholeAnswer(ProviderFixture provider) throws Exception {
        try (provider) {
            Map<String, Object> whole = provider.answering().answer(call(provider, false));
            Map<String, Object> collected =
                    provider.answering().stream(call(provider, true)).collect();
            assertThat(new ChatResponse(collected).text()).isEqualTo(new ChatResponse(whole).text());
            assertThat(collected.get("usage")).isEqualTo(whole.get("usage"));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusal_isOfTheKindOfItsStatus(ProviderFixture provider) throws Exception {
        Map<Integer, ErrorKind> kinds = Map.of(
                400, ErrorKind.CALLER_BAD_REQUEST,
                401, ErrorKind.PROVIDER_AUTH,
                403, ErrorKind.PROVIDER_AUTH,
                404, ErrorKind.CALLER_NOT_FOUND,
                408, ErrorKind.PROVIDER_TIMEOUT,
                413, ErrorKind.CALLER_TOO_LARGE,
                429, ErrorKind.PROVIDER_RATE_LIMITED,
                500, ErrorKind.PROVIDER_UNAVAILABLE,
                503, ErrorKind.PROVIDER_UNAVAILABLE,
                504, ErrorKind.PROVIDER_TIMEOUT);
        try (provider) {
            kinds.forEach((status, kind) -> {
                Backend refusing = provider.refusing(status);
                assertThat(failure(() -> refusing.answer(call(provider, false))).kind())
                        .as("%d", status)
                        .isEqualTo(kind);
                if (provider.operation() == Operation.CHAT) {
                    assertThat(failure(() -> refusing.stream(call(provider, true)))
                                    .kind())
                            .as("%d", status)
                            .isEqualTo(kind);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void rateLimit_saysWhenToComeBack(ProviderFixture provider) throws Exception {
        try (provider) {
            assertThat(failure(() -> provider.refusing(429).answer(call(provider, false)))
                            .retryAfter())
                    .contains(Duration.ofSeconds(7));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void silence_isATimeout(ProviderFixture provider) throws Exception {
        try (provider) {
            assertThat(failure(() -> provider.silent().answer(hasty(provider, false)))
                            .kind())
                    .isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
            if (provider.operation() == Operation.CHAT) {
                assertThat(failure(() -> provider.silent().stream(hasty(provider, true))
                                        .collect())
                                .kind())
                        .isEqualTo(ErrorKind.PROVIDER_TIMEOUT);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void cut_neverLooksLikeAnEnd(ProviderFixture provider) throws Exception {
        try (provider) {
            assertThat(failure(() -> provider.cutting().answer(call(provider, false)))
                            .kind())
                    .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
            if (provider.operation() == Operation.CHAT) {
                ChatStream stream = provider.cutting().stream(call(provider, true));
                assertThat(failure(() -> stream.forEachRemaining(chunk -> {})).kind())
                        .isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void cancellation_endsAWaitingCall(ProviderFixture provider) throws Exception {
        try (provider) {
            CountDownLatch waiting = new CountDownLatch(1);
            Thread client = new Thread(() -> {
                waiting.countDown();
                cancellation.cancel();
            });
            Backend silent = provider.silent();
            ProviderCall patient = call(provider, false, Duration.ofSeconds(50));
            client.start();
            assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(failure(() -> silent.answer(patient)).kind()).isEqualTo(ErrorKind.CALLER_GONE);
        }
    }

    private static SeraiException failure(ThrowingCallable call) {
        SeraiException failure = catchThrowableOfType(SeraiException.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Waits no longer than a test may. */
    private ProviderCall hasty(ProviderFixture provider, boolean stream) {
        return call(provider, stream, Duration.ofMillis(300));
    }

    private ProviderCall call(ProviderFixture provider, boolean stream) {
        return call(provider, stream, Duration.ofSeconds(20));
    }

    private ProviderCall call(ProviderFixture provider, boolean stream, Duration patience) {
        Map<String, Object> request = new LinkedHashMap<>(provider.request());
        if (stream) {
            request.put("stream", true);
        }
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(5), patience, patience, Duration.ofSeconds(50));
        return new ProviderCall(
                provider.operation(), "m", request, timeouts, Deadline.after(Duration.ofSeconds(50)), cancellation);
    }
}
