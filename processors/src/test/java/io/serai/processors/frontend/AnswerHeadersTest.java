package io.serai.processors.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.CallNotes;
import io.serai.api.call.Operation;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.RateLimits;
import io.serai.api.meter.RateLimits.Limit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerHeadersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final CallNotes notes = new CallNotes(CallNotes.Losses.REPORTED);
    private @Nullable RateLimits own;

    @Test
    void droppedFields_areNamedInAHeader() {
        notes.drop(List.of("messages[0].name", "seed"));
        assertThat(header("x-serai-dropped")).isEqualTo("messages[0].name,seed");
    }

    @Test
    void droppedFields_withNamesUnfitForAHeader_areMadeFit() {
        notes.drop(List.of("a\r\nset-cookie: b", "c,d", "é"));
        assertThat(header("x-serai-dropped")).isEqualTo("a??set-cookie:?b,c?d,?");
    }

    @Test
    void droppedFields_tooMany_areCut() {
        notes.drop(java.util.Collections.nCopies(1000, "messages[0].name"));
        assertThat(header("x-serai-dropped").toString()).hasSizeLessThan(1100).endsWith(",...");
    }

    @Test
    void limits_areToldInOpenAisWords() {
        RateLimits limits = new RateLimits(
                new Limit(OptionalLong.of(50), OptionalLong.of(49), Optional.of(NOW.plusSeconds(61))), Limit.UNKNOWN);
        assertThat(LimitHeaders.OPENAI.of(limits, NOW))
                .isEqualTo(Map.of(
                        "x-ratelimit-limit-requests", "50",
                        "x-ratelimit-remaining-requests", "49",
                        "x-ratelimit-reset-requests", "1m1s"));
        notes.limits(limits);
        assertThat(header("x-ratelimit-remaining-requests")).isEqualTo("49");
    }

    @Test
    void limits_ofTheCaller_goBeforeThoseOfTheProvider() {
        notes.limits(new RateLimits(
                new Limit(OptionalLong.of(50), OptionalLong.of(49), Optional.empty()),
                new Limit(OptionalLong.of(9_000), OptionalLong.of(8_000), Optional.empty())));
        own = new RateLimits(new Limit(OptionalLong.of(5), OptionalLong.of(4), Optional.empty()), Limit.UNKNOWN);

        assertThat(header("x-ratelimit-limit-requests")).isEqualTo("5");
        assertThat(header("x-ratelimit-remaining-requests")).isEqualTo("4");
        assertThat(header("x-ratelimit-limit-tokens")).isNull();
    }

    @Test
    void resets_areSpelledAsOpenAiDoes() {
        assertThat(reset(NOW.plusMillis(20))).isEqualTo("20ms");
        assertThat(reset(NOW.plusMillis(1500))).isEqualTo("1.500s");
        assertThat(reset(NOW.plusSeconds(3600))).isEqualTo("1h0m0s");
        assertThat(reset(NOW.minusSeconds(1))).isEqualTo("0ms");
    }

    private static String reset(Instant at) {
        Limit limit = new Limit(OptionalLong.empty(), OptionalLong.empty(), Optional.of(at));
        return LimitHeaders.OPENAI.of(new RateLimits(limit, Limit.UNKNOWN), NOW).get("x-ratelimit-reset-requests");
    }

    private Object header(String name) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        Meter meter = new Meter(MeterListener.NONE);
        exchange.setProperty(CallNames.METER, meter);
        exchange.setProperty(CallNames.LIMITS, own);
        Attempt attempt = meter.begin("p", "m", Operation.EMBED);
        attempt.report(notes);
        attempt.succeed();
        Answer.write(exchange, Map.of("object", "list"));
        return exchange.getMessage().getHeader(name);
    }
}
