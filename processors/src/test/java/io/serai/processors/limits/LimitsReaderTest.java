package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.limits.Window.Unit;
import io.serai.processors.yaml.YamlException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits in a file. */
class LimitsReaderTest {

    @Test
    void read_allKeys_areWhatTheySay() {
        List<Limit> limits = LimitsReader.read(
                "limits.yaml",
                """
                limits:
                  red-month:
                    tenant: ten_1
                    for: {team: red, model: "gpt-*"}
                    cost: 12.50
                    per: month
                    zone: Europe/Berlin
                    at: {80: model:cheap, 90%: alert}
                    enforcement: observe
                  each-key:
                    for: {key: each}
                    tokens-in: 1000
                    per: minute
                    rolling: true
                  at-once: {for: {user: each}, concurrent: 5}
                """);

        assertThat(limits)
                .containsExactly(
                        new Limit(
                                "red-month",
                                "ten_1",
                                new Scope(Map.of(Dimension.TEAM, "red", Dimension.MODEL, "gpt-*")),
                                Metric.COST,
                                12_500_000_000L,
                                Window.calendar(Unit.MONTH, ZoneId.of("Europe/Berlin")),
                                List.of(new Threshold(80, Optional.of("cheap")), Threshold.alert(90)),
                                Enforcement.OBSERVE,
                                "limits.yaml:2"),
                        new Limit(
                                "each-key",
                                "",
                                Scope.of(Dimension.KEY, Scope.EACH),
                                Metric.TOKENS_IN,
                                1_000,
                                Window.rolling(Unit.MINUTE),
                                Threshold.USUAL,
                                Enforcement.REFUSE,
                                "limits.yaml:10"),
                        new Limit(
                                "at-once",
                                "",
                                Scope.of(Dimension.USER, Scope.EACH),
                                Metric.CONCURRENT,
                                5,
                                Window.ENDLESS,
                                Threshold.USUAL,
                                Enforcement.REFUSE,
                                "limits.yaml:15"));
    }

    @Test
    void read_nothing_isNoLimits() {
        assertThat(LimitsReader.read("limits.yaml", "# none yet\n")).isEmpty();
        assertThat(LimitsReader.read("limits.yaml", "limits:\n")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{requests: 5}|2: limits.a: expected 'per', found only requests",
                "{per: day}|expected one of requests, tokens, tokens-in, tokens-out, concurrent, cost, found none",
                "{requests: 5, cost: 1, per: day}|found requests, cost",
                "{requests: -1, per: day}|limits.a.requests: expected a number from 0",
                "{requests: 5, per: fortnight}|limits.a.per: expected one of second, minute",
                "{cost: 5, per: minute}|expected money per hour, day, week, month or total",
                "{cost: 0.0000000001, per: day}|dollars with at most nine decimals",
                "{concurrent: 5, per: day}|limits.a.per: has no meaning",
                "{requests: 5, per: day, zone: Mars}|limits.a.zone: expected a time zone",
                "{requests: 5, per: total, rolling: true}|a window without end can't be rolling",
                "{requests: 5, per: day, for: {colour: red}}|limits.a.for.colour: is not known; expected one of tenant",
                "{requests: 5, per: day, at: {0: alert}}|threshold from 1 to 100 percent",
                "{requests: 5, per: day, at: {half: alert}}|limits.a.at.half: expected a number of percent",
                "{requests: 5, per: day, at: {80: cheap}}|expected alert or model:<name>, found 'cheap'",
                "{requests: 5, per: day, enforcement: maybe}|expected one of refuse, observe",
                "{requests: 5, per: day, burst: 2}|limits.a.burst: is not known",
            })
    void read_wrong_saysWhereAndWhat(String limit, String message) {
        assertThatThrownBy(() -> LimitsReader.read("routes/limits.yaml", "limits:\n  a: " + limit + "\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/limits.yaml:2: ")
                .hasMessageContaining(message.startsWith("2: ") ? message.substring(3) : message);
    }
}
