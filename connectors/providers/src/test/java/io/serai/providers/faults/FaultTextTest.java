package io.serai.providers.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.providers.faults.Fault.Breaking;
import io.serai.providers.faults.Fault.Manner;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextTest {

    private static Optional<Fault> fault(String text) {
        return Faults.ofOption(text).of("openai/gpt-4.1", "2", new Random(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=503                | 0    | PROVIDER_UNAVAILABLE    |      |",
                "status=503;retry-after=7  | 0    | PROVIDER_UNAVAILABLE    | 7000 |",
                "status=429;retry-after=50ms | 0  | PROVIDER_RATE_LIMITED   | 50   |",
                "status=402;retry-after=2m | 0    | PROVIDER_RATE_LIMITED   | 120000 |",
                "status=401                | 0    | PROVIDER_AUTH           |      |",
                "status=403                | 0    | PROVIDER_AUTH           |      |",
                "status=400                | 0    | CALLER_BAD_REQUEST      |      |",
                "status=404                | 0    | CALLER_NOT_FOUND        |      |",
                "status=408                | 0    | PROVIDER_TIMEOUT        |      |",
                "status=413                | 0    | CALLER_TOO_LARGE        |      |",
                "status=418                | 0    | PROVIDER_BAD_RESPONSE   |      |",
                "status=529                | 0    | PROVIDER_UNAVAILABLE    |      |",
                "error=context_length      | 0    | PROVIDER_CONTEXT_LENGTH |      |",
                "error=content_filter      | 0    | PROVIDER_CONTENT_FILTER |      |",
                "error=rate_limited;retry-after=1 | 0 | PROVIDER_RATE_LIMITED | 1000 |",
                "' delay = 2s ; status = 500 '    | 2000 | PROVIDER_UNAVAILABLE |  |",
                "delay=250ms               | 250  |                         |      |",
                "delay=3                   | 3000 |                         |      |",
                "delay=1m;stall-after=0    | 60000 |                        |      | STALL 0",
                "stall-after=3             | 0    |                         |      | STALL 3",
                "cut-after=12              | 0    |                         |      | CUT 12"
            })
    void fault_isRead(String text, long delay, ErrorKind kind, Long retryAfter, String breaking) {
        Fault fault = fault(text).orElseThrow();
        assertThat(fault.delay()).isEqualTo(Duration.ofMillis(delay));
        assertThat(fault.refusal().map(refusal -> refusal.of("openai").kind())).isEqualTo(Optional.ofNullable(kind));
        assertThat(fault.refusal().flatMap(refusal -> refusal.of("openai").retryAfter()))
                .isEqualTo(Optional.ofNullable(retryAfter).map(Duration::ofMillis));
        assertThat(fault.breaking().map(FaultTextTest::words)).isEqualTo(Optional.ofNullable(breaking));
    }

    private static String words(Breaking breaking) {
        Manner manner = breaking.manner();
        return manner + " " + breaking.afterChunks();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | status=503",
                "status                    | status=503",
                "sttaus=503                | status=503",
                "status=503;               | status=503",
                "status=503,               | status=503",
                "status=503;status=500     | status once",
                "status=200                | 400 to 599",
                "status=600                | 400 to 599",
                "status=high               | 400 to 599",
                "status=503;cut-after=2    | one of [status",
                "cut-after=1;stall-after=2 | one of [status",
                "target=openai/*           | neither",
                "share=10%                 | neither",
                "error=caller_gone         | one of timeout, rate_limited",
                "error=                    | one of timeout, rate_limited",
                "delay=soon                | duration",
                "delay=-1s                 | duration",
                "delay=99999999            | duration",
                "retry-after=3             | neither",
                "delay=1s;retry-after=3    | status=429",
                "status=400;retry-after=3  | status=429",
                "cut-after=x               | number of chunks",
                "cut-after=-1              | number of chunks",
                "status=503;target=openai  | openai/*",
                "status=503;target=        | openai/*",
                "status=503;key=           | label of a key",
                "status=503;share=0%       | share",
                "status=503;share=101%     | share",
                "status=503;share=10       | share",
                "status=503;share=half     | share"
            })
    void mistake_isNamed_toTheOperatorAndToTheCaller(String text, String message) {
        assertThatThrownBy(() -> Faults.ofOption(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("option fault: expected")
                .hasMessageContaining(message);
        CallerException refusal =
                catchThrowableOfType(CallerException.class, () -> Faults.ofHeader("x-serai-fault", text));
        assertThat(refusal)
                .hasMessageStartingWith("The header x-serai-fault is wrong: expected")
                .hasMessageContaining(message);
        assertThat(refusal.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
        assertThat(refusal.param()).contains("x-serai-fault");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=503",
                "status=503;target=*",
                "status=503;target=openai/*",
                "status=503;target=openai/gpt-4.1",
                "status=503;target=*/gpt*",
                "status=503;target=*/*4*1",
                "status=503;key=2",
                "status=503;share=100%",
                "status=503;share=1",
                "delay=1s;target=anthropic/*, status=503;key=2"
            })
    void aim_ofAFault_hits(String text) {
        assertThat(fault(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=503;target=anthropic/*",
                "status=503;target=openai/gpt-4",
                "status=503;target=openai/gpt-4?1",
                "status=503;target=openai/gpt-4.1*1",
                "status=503;target=*/claude*",
                "status=503;key=1",
                "status=503;key=2;target=anthropic/*"
            })
    void aim_ofAFault_misses(String text) {
        assertThat(fault(text)).isEmpty();
    }

    @Test
    void share_isThatOfTheCalls_andTheRestMeetTheNext() {
        Faults faults = Faults.ofOption("status=503;share=10%, delay=1s;share=0.5");
        Random chance = new Random(7);
        long[] counts = new long[3];
        IntStream.range(0, 10_000).forEach(i -> {
            Optional<Fault> met = faults.of("openai/gpt", "", chance);
            counts[met.isEmpty() ? 0 : met.get().refusal().isPresent() ? 1 : 2]++;
        });
        assertThat(counts[1]).isCloseTo(1000, within(150L));
        assertThat(counts[2]).isCloseTo(4500, within(250L));
        assertThat(counts[0]).isCloseTo(4500, within(250L));
    }

    @Test
    void target_ofManyStars_isMatchedInNoTime() {
        assertThat(fault("status=503;target=/" + "*a".repeat(5000))).isEmpty();
    }
}
