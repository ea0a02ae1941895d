package io.serai.processors.limits;

import static io.serai.processors.limits.LimitsKit.per;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.processors.limits.Window.Unit;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** F32: limits prove at the start that they can refuse. */
class SelfCheckTest {

    private static final Window DAY = Window.calendar(Unit.DAY, ZoneOffset.UTC);
    private final SelfCheck check = new SelfCheck("openai"::equals, "fast"::equals);

    static Stream<Arguments> good() {
        return Stream.of(Metric.values()).flatMap(metric -> Stream.of(
                        Scope.ALL,
                        Scope.of(Dimension.TENANT, "acme").and(Dimension.KEY, Scope.EACH),
                        Scope.of(Dimension.PROVIDER, "openai").and(Dimension.MODEL, "fast"),
                        Scope.of(Dimension.MODEL, "some-*").and(Dimension.TAG, Scope.EACH))
                .map(scope -> Arguments.of(
                        metric, per(metric == Metric.CONCURRENT ? Window.ENDLESS : DAY, metric, 7, scope))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void findings_limitThatRefuses_areNone(Metric metric, Limit limit) {
        assertThat(check.findings(List.of(limit))).isEmpty();
        assertThat(limit.metric()).isSameAs(metric);
    }

    @Test
    void findings_nothingMayBeUsed_areNone() {
        assertThat(check.findings(List.of(per(DAY, Metric.REQUESTS, 0, Scope.ALL))))
                .isEmpty();
    }

    @Test
    void findings_limitThatNoCallReaches_namesIt() {
        Limit foreign = Limit.of("lim", "acme", Scope.of(Dimension.TENANT, "other"), Metric.REQUESTS, 7, DAY);

        assertThat(check.findings(List.of(foreign)))
                .containsExactly("lim: limit 'lim': no call can ever be refused by it");
    }

    @Test
    void findings_unknownNames_areNamed() {
        Limit redirecting = new Limit(
                "r",
                "",
                Scope.ALL,
                Metric.REQUESTS,
                7,
                DAY,
                List.of(new Threshold(80, Optional.of("cheap"))),
                Enforcement.REFUSE,
                "routes/limits.yaml:9");

        assertThat(check.findings(List.of(
                        per(DAY, Metric.REQUESTS, 7, Scope.of(Dimension.PROVIDER, "opneai")),
                        per(DAY, Metric.COST, 7, Scope.of(Dimension.MODEL, "fats")),
                        redirecting)))
                .containsExactly(
                        "lim_requests: limit 'lim_requests': there is no provider 'opneai'",
                        "lim_cost: limit 'lim_cost': there is no model 'fats'",
                        "routes/limits.yaml:9: limit 'r': there is no model 'cheap' to go to at 80 percent");
    }

    @Test
    void findings_limitOfAProviderThatNamesAModel_saysThatNobodyIsSentThere() {
        Limit limit = new Limit(
                "lim",
                "",
                Scope.of(Dimension.PROVIDER, "openai"),
                Metric.COST,
                7,
                DAY,
                List.of(new Threshold(80, Optional.of("fast"))),
                Enforcement.REFUSE,
                "routes/limits.yaml:9");

        assertThat(check.findings(List.of(limit)))
                .containsExactly(
                        "routes/limits.yaml:9: limit 'lim': a limit on a provider can't send requests to another"
                                + " model");
    }

    @Test
    void provesBound_callsAskTheLimits_leavesNothingBehind() {
        LimitsKit kit = new LimitsKit();

        SelfCheck.provesBound(kit.limits, LimitsKit.calls(kit.limits), kit.limits.attempts());

        assertThat(kit.limits.book().limits()).isEmpty();
        assertThat(kit.ledger.told).isEmpty();
    }

    @Test
    void provesBound_somethingElseIsBound_saysWhat() {
        LimitsKit kit = new LimitsKit();

        assertThatThrownBy(() -> SelfCheck.provesBound(kit.limits, CallCheck.ALLOWED, kit.limits.attempts()))
                .hasMessageContaining("another CallCheck is bound");
        assertThatThrownBy(() -> SelfCheck.provesBound(kit.limits, LimitsKit.calls(kit.limits), AttemptCheck.ALLOWED))
                .hasMessageContaining("another AttemptCheck is bound");
    }
}
