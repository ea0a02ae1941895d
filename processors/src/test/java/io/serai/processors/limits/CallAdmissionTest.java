package io.serai.processors.limits;

import static io.serai.processors.limits.LimitsKit.ANN;
import static io.serai.processors.limits.LimitsKit.BOB;
import static io.serai.processors.limits.LimitsKit.per;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallCheck.Permit;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.api.model.ModelCard;
import io.serai.processors.limits.Window.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests against limits. */
class CallAdmissionTest {

    private static final Window MINUTE = Window.calendar(Unit.MINUTE, ZoneOffset.UTC);
    private static final Window DAY = Window.calendar(Unit.DAY, ZoneOffset.UTC);
    private static final Scope EACH_KEY = Scope.of(Dimension.KEY, Scope.EACH);

    private static SeraiException refusal(LimitsKit kit, String model) {
        return catchThrowableOfType(SeraiException.class, () -> kit.call(ANN, model));
    }

    @Test
    void admit_nothingIsLimited_isPlain() {
        assertThat(new LimitsKit().call(ANN, "fast")).isSameAs(Permit.PLAIN);
    }

    @Test
    void admit_limitOfEachKey_countsEachForItself() {
        LimitsKit kit = new LimitsKit(per(MINUTE, Metric.REQUESTS, 2, EACH_KEY));
        kit.call(ANN, "fast");
        kit.call(ANN, "fast");

        assertThat(refusal(kit, "fast").kind()).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
        assertThat(kit.call(BOB, "fast").limits()).isPresent();
        assertThat(kit.heard).containsExactly("lim_requests refused");
    }

    @Test
    void admit_usedUp_saysWhoseLimitAndWhenItIsOver() {
        LimitsKit kit = new LimitsKit(per(MINUTE, Metric.REQUESTS, 1, EACH_KEY.and(Dimension.MODEL, "fast")));
        kit.call(ANN, "fast");
        kit.clock.advance(Duration.ofSeconds(18));

        SeraiException refusal = refusal(kit, "fast");

        assertThat(refusal).hasMessage("The limit of the key and model of 1 requests per minute is reached.");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(42));
        kit.clock.advance(Duration.ofSeconds(42));
        assertThat(kit.call(ANN, "fast")).isNotNull();
    }

    @Test
    void admit_rollingUsedUp_comesBackWhenItFits() {
        LimitsKit kit = new LimitsKit(per(Window.rolling(Unit.MINUTE), Metric.REQUESTS, 2, EACH_KEY));
        kit.call(ANN, "fast");
        kit.clock.advance(Duration.ofSeconds(20));
        kit.call(ANN, "fast");

        Duration after = refusal(kit, "fast").retryAfter().orElseThrow();

        assertThat(after).isEqualTo(Duration.ofSeconds(41));
        kit.clock.advance(after.minusMillis(1));
        assertThat(refusal(kit, "fast")).isNotNull();
        kit.clock.advance(Duration.ofMillis(1));
        assertThat(kit.call(ANN, "fast")).isNotNull();
    }

    @Test
    void admit_limitOfADay_isAQuota() {
        LimitsKit kit = new LimitsKit(per(DAY, Metric.REQUESTS, 1, EACH_KEY));
        kit.call(ANN, "fast");

        assertThat(refusal(kit, "fast").kind()).isEqualTo(ErrorKind.POLICY_QUOTA_EXCEEDED);
        assertThat(refusal(kit, "fast").retryAfter()).contains(Duration.ofHours(12));
    }

    @Test
    void admit_limitWithoutEnd_saysNothingOfLater() {
        LimitsKit kit = new LimitsKit(per(Window.ENDLESS, Metric.REQUESTS, 1, EACH_KEY));
        kit.call(ANN, "fast");

        assertThat(refusal(kit, "fast").retryAfter()).isEmpty();
    }

    @Test
    void admit_oneOfSeveralRefuses_theOthersHaveNotCounted() {
        LimitsKit kit = new LimitsKit(
                Limit.of("wide", "acme", Scope.of(Dimension.TEAM, "red"), Metric.REQUESTS, 10, MINUTE),
                Limit.of("narrow", "acme", EACH_KEY, Metric.REQUESTS, 1, MINUTE));
        kit.call(ANN, "fast");
        for (int i = 0; i < 20; i++) {
            assertThat(refusal(kit, "fast")).hasMessageStartingWith("The limit of the key of 1 requests");
        }

        assertThat(kit.limits.uses("wide").get(0).used()).isEqualTo(1);
    }

    @Test
    void admit_tooManyAtOnce_untilOneHasEnded() {
        LimitsKit kit = new LimitsKit(per(Window.ENDLESS, Metric.CONCURRENT, 2, EACH_KEY));
        Permit first = kit.call(ANN, "fast");
        kit.call(ANN, "fast");

        assertThat(refusal(kit, "fast").kind()).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
        assertThat(refusal(kit, "fast").retryAfter()).contains(Duration.ofSeconds(1));
        first.ended().run();
        first.ended().run();
        assertThat(kit.call(ANN, "fast")).isNotNull();
        assertThat(refusal(kit, "fast")).isNotNull();
    }

    @Test
    void admit_whoWasAtItNeverEnded_isForgottenWithItsLease() {
        LimitsKit kit = new LimitsKit(per(Window.ENDLESS, Metric.CONCURRENT, 1, EACH_KEY));
        Permit lost = kit.call(ANN, "fast");
        kit.clock.advance(Duration.ofMinutes(10));
        kit.limits.look();

        assertThat(kit.call(ANN, "fast")).isNotNull();
        lost.ended().run();
        assertThat(refusal(kit, "fast")).isNotNull();
        assertThat(kit.limits.running()).isEqualTo(1);
    }

    @Test
    void admit_anotherModelOfTheSameRequest_countsForThatModelOnly() {
        LimitsKit kit = new LimitsKit(
                Limit.of("key", "", EACH_KEY, Metric.REQUESTS, 10, MINUTE),
                Limit.of("slow", "", EACH_KEY.and(Dimension.MODEL, "slow"), Metric.REQUESTS, 1, MINUTE));
        kit.call(ANN, "fast");
        kit.call(ANN, "slow", CallCheck.Turn.LATER);

        assertThat(kit.limits.uses("key").get(0).used()).isEqualTo(1);
        assertThatThrownBy(() -> kit.call(ANN, "slow", CallCheck.Turn.LATER)).isInstanceOf(SeraiException.class);
    }

    @Test
    void admit_familyOfModels_countedTogether() {
        LimitsKit kit = new LimitsKit(per(MINUTE, Metric.REQUESTS, 2, Scope.of(Dimension.MODEL, "openai/*")));
        kit.call(ANN, "openai/a");
        kit.call(BOB, "openai/b");

        assertThat(refusal(kit, "openai/c")).isNotNull();
        assertThat(kit.call(ANN, "other")).isSameAs(Permit.PLAIN);
    }

    @Test
    void admit_limitOfAnotherTenant_isNoneOfItsBusiness() {
        LimitsKit kit = new LimitsKit(Limit.of("lim", "other", Scope.ALL, Metric.REQUESTS, 0, MINUTE));

        assertThat(kit.call(ANN, "fast")).isSameAs(Permit.PLAIN);
    }

    @Test
    void admit_limited_tellsTheTightest() {
        LimitsKit kit = new LimitsKit(
                Limit.of("wide", "acme", Scope.ALL, Metric.REQUESTS, 100, DAY),
                Limit.of("narrow", "acme", EACH_KEY, Metric.REQUESTS, 5, MINUTE),
                Limit.of("tokens", "acme", EACH_KEY, Metric.TOKENS_TOTAL, 1_000, MINUTE));

        RateLimits told = kit.call(ANN, "fast").limits().orElseThrow();

        assertThat(told.requests().limit()).hasValue(5);
        assertThat(told.requests().remaining()).hasValue(4);
        assertThat(told.requests().resetsAt()).contains(Instant.parse("2026-11-21T12:01:00Z"));
        assertThat(told.tokens().remaining()).hasValue(1_000);
        assertThat(LimitsKit.calls(kit.limits)
                        .limits(LimitsKit.callAsk(ANN, "fast", CallCheck.Turn.FIRST))
                        .orElseThrow()
                        .requests()
                        .remaining())
                .hasValue(4);
    }

    @Test
    void admit_thresholdIsReached_goesToTheOtherModel() {
        Limit limit = new Limit(
                "lim",
                "",
                EACH_KEY.and(Dimension.MODEL, "dear"),
                Metric.REQUESTS,
                10,
                MINUTE,
                List.of(Threshold.alert(50), new Threshold(80, Optional.of("cheap"))),
                Enforcement.REFUSE,
                "test");
        LimitsKit kit = new LimitsKit(limit);
        for (int i = 0; i < 8; i++) {
            assertThat(kit.call(ANN, "dear").instead()).isEmpty();
        }

        assertThat(kit.call(ANN, "dear").instead()).contains("cheap");
        assertThat(kit.limits.uses("lim").get(0).used()).isEqualTo(8);
    }

    /** Of two models that are named, the one that the caller may call and that can do it, by its published name. */
    @ParameterizedTest
    @CsvSource({
        "mid, cheap, cheap",
        "mid, vectors, mid",
        "mid, forbidden, mid",
        "mid, dear, dear",
        "nick, gone, fast",
        "forbidden, gone, dear"
    })
    void admit_thresholdsAreReached_goesWhereItMay(String at80, String at90, String expected) {
        Limit limit = new Limit(
                "lim",
                "",
                EACH_KEY,
                Metric.REQUESTS,
                0,
                MINUTE,
                List.of(new Threshold(80, Optional.of(at80)), new Threshold(90, Optional.of(at90))),
                Enforcement.OBSERVE,
                "test");
        LimitsKit kit = new LimitsKit(limit);
        kit.call(ANN, "dear");
        CallCheck rights = new CallCheck() {
            @Override
            public Permit admit(Ask ask) {
                if (ask.card().id().equals("forbidden")) {
                    throw new CallerException(ErrorKind.CALLER_FORBIDDEN, "no");
                }
                return Permit.PLAIN;
            }

            @Override
            public boolean shows(@Nullable Caller caller, ModelCard card) {
                return true;
            }
        };
        CallCheck calls = kit.limits.calls(rights, CallAdmissionTest::published);

        Permit permit = calls.admit(LimitsKit.callAsk(ANN, "dear", CallCheck.Turn.FIRST));

        assertThat(permit.instead().orElse("dear")).isEqualTo(expected);
        assertThat(calls.foresee(LimitsKit.callAsk(ANN, "dear", CallCheck.Turn.FIRST))
                        .instead())
                .isEqualTo(permit.instead());
        assertThat(kit.limits.uses("lim").get(0).used()).isEqualTo(2);
    }

    private static Optional<ModelCard> published(String name) {
        return switch (name) {
            case "gone" -> Optional.empty();
            case "nick" -> Optional.of(LimitsKit.card("fast"));
            case "vectors" -> Optional.of(LimitsKit.card(name, Operation.EMBED));
            default -> Optional.of(LimitsKit.card(name));
        };
    }

    @Test
    void admit_onlyObserved_countsAndLetsIn() {
        Limit limit = new Limit(
                "lim", "", EACH_KEY, Metric.REQUESTS, 1, MINUTE, Threshold.USUAL, Enforcement.OBSERVE, "test");
        LimitsKit kit = new LimitsKit(limit);
        for (int i = 0; i < 5; i++) {
            kit.call(ANN, "fast");
        }

        assertThat(kit.limits.uses("lim").get(0).used()).isEqualTo(5);
    }

    @Test
    void admit_eachTag_countsForEachOfThem() {
        LimitsKit kit = new LimitsKit(per(MINUTE, Metric.REQUESTS, 1, Scope.of(Dimension.TAG, Scope.EACH)));
        kit.call(ANN, "fast");

        assertThat(refusal(kit, "fast")).hasMessageContaining("of the tag");
    }

    @Test
    void replace_amountWasRaised_whatWasUsedStaysUsed() {
        LimitsKit kit = new LimitsKit(per(MINUTE, Metric.REQUESTS, 2, EACH_KEY));
        kit.call(ANN, "fast");
        kit.call(ANN, "fast");
        assertThat(refusal(kit, "fast")).isNotNull();

        kit.limits.book().replace("test", List.of(per(MINUTE, Metric.REQUESTS, 3, EACH_KEY)));

        assertThat(kit.call(ANN, "fast")).isNotNull();
        assertThat(refusal(kit, "fast")).isNotNull();
    }

    @Test
    void replace_sameIdInTwoPlaces_isRefused() {
        LimitsKit kit = new LimitsKit(per(MINUTE, Metric.REQUESTS, 2, EACH_KEY));

        assertThatThrownBy(() -> kit.limits.book().replace("file", List.of(per(DAY, Metric.REQUESTS, 9, EACH_KEY))))
                .hasMessageContaining("is there already");
        assertThat(kit.limits.book().limits()).extracting(Limit::amount).containsExactly(2L);
    }
}
