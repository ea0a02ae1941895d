package io.serai.processors.limits;

import static io.serai.processors.limits.LimitsKit.ANN;
import static io.serai.processors.limits.LimitsKit.failed;
import static io.serai.processors.limits.LimitsKit.per;
import static io.serai.processors.limits.LimitsKit.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.AttemptCheck.Grant;
import io.serai.api.caller.Caller;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.processors.limits.Window.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls of providers against limits: reserved before, settled after. */
class AttemptAdmissionTest {

    private static final Window HOUR = Window.calendar(Unit.HOUR, ZoneOffset.UTC);
    private static final Scope EACH_KEY = Scope.of(Dimension.KEY, Scope.EACH);

    private static long usedOf(LimitsKit kit, String limit) {
        return kit.limits.uses(limit).get(0).used();
    }

    @Test
    void check_callEndsCheaper_onlyWhatWasUsedCounts() {
        LimitsKit kit = new LimitsKit(
                per(HOUR, Metric.TOKENS_IN, 1_000, EACH_KEY),
                per(HOUR, Metric.TOKENS_OUT, 1_000, EACH_KEY),
                per(HOUR, Metric.TOKENS_TOTAL, 1_000, EACH_KEY),
                per(HOUR, Metric.COST, 100_000, EACH_KEY));
        Grant grant = kit.attempt(ANN, 500);
        assertThat(List.of(
                        usedOf(kit, "lim_tokens_in"),
                        usedOf(kit, "lim_tokens_out"),
                        usedOf(kit, "lim_tokens_total"),
                        usedOf(kit, "lim_cost")))
                .containsExactly(10L, 500L, 510L, 10_100L);

        grant.ended(used(9, 20), 0);

        assertThat(List.of(
                        usedOf(kit, "lim_tokens_in"),
                        usedOf(kit, "lim_tokens_out"),
                        usedOf(kit, "lim_tokens_total"),
                        usedOf(kit, "lim_cost")))
                .containsExactly(9L, 20L, 29L, 490L);
        assertThat(kit.ledger.told).containsExactly("reserve 10 500 10100", "settle 9 20 490");
    }

    @Test
    void check_callFails_allComesBack() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.COST, 100_000, EACH_KEY));

        kit.attempt(ANN, 500).ended(failed(), 0);

        assertThat(usedOf(kit, "lim_cost")).isZero();
        assertThat(kit.ledger.told).containsExactly("reserve 10 500 10100", "release failed");
    }

    @Test
    void cached_answerIsGivenAgain_isTakenDownAndCostsNothing() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.COST, 100_000, EACH_KEY));

        kit.limits.attempts().cached(LimitsKit.ask(ANN, 500, false), Usage.of(10, 20));

        assertThat(kit.limits.uses("lim_cost")).isEmpty();
        assertThat(kit.ledger.told).containsExactly("reserve 0 0 0", "settle 0 0 0");
    }

    @Test
    void check_callEndsDearer_moreThanReservedCounts() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 100, EACH_KEY));

        kit.attempt(ANN, 90).ended(used(10, 140), 0);

        assertThat(usedOf(kit, "lim_tokens_out")).isEqualTo(140);
        assertThatThrownBy(() -> kit.attempt(ANN, 1)).isInstanceOf(SeraiException.class);
    }

    @Test
    void ended_twice_countsOnce() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 100, EACH_KEY));
        Grant grant = kit.attempt(ANN, 50);

        grant.ended(used(1, 30), 0);
        grant.ended(used(1, 30), 0);

        assertThat(usedOf(kit, "lim_tokens_out")).isEqualTo(30);
        assertThat(kit.ledger.told).hasSize(2);
    }

    @Test
    void check_budgetIsUsedUp_isRefusedAsSuchAndReservesNothing() {
        LimitsKit kit = new LimitsKit(
                per(HOUR, Metric.TOKENS_TOTAL, 1_000_000, EACH_KEY), per(HOUR, Metric.COST, 10_000, EACH_KEY));
        kit.attempt(ANN, 450).ended(used(10, 450), 0);

        SeraiException refusal = catchThrowableOfType(SeraiException.class, () -> kit.attempt(ANN, 100));

        assertThat(refusal.kind()).isEqualTo(ErrorKind.POLICY_BUDGET_EXCEEDED);
        assertThat(refusal).hasMessage("The limit of the key of 0.00001 dollars per hour is reached.");
        assertThat(refusal.retryAfter()).contains(Duration.ofHours(1));
        assertThat(usedOf(kit, "lim_tokens_total")).isEqualTo(460);
        assertThat(kit.ledger.told).hasSize(2);
    }

    @Test
    void check_needsMoreThanThereEverIs_saysSoAndNothingOfLater() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 100, EACH_KEY));

        SeraiException refusal = catchThrowableOfType(SeraiException.class, () -> kit.attempt(ANN, 101));

        assertThat(refusal).hasMessageEndingWith("is less than this request may need: 101 output tokens.");
        assertThat(refusal.retryAfter()).isEmpty();
    }

    /** F31: as many calls as the budget pays for, of two hundred at once. */
    @Test
    void check_twoHundredAtOnce_exactlyAsManyAsTheBudgetPaysFor() throws Exception {
        // 10 tokens in and 20 out: 500 nano-dollars a call.
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.COST, 500 * 73, Scope.ALL));
        AtomicInteger refused = new AtomicInteger();

        int admitted = SharesTest.atOnce(200, i -> {
            try {
                kit.attempt(ANN, 20).ended(used(10, 20), 0);
                return true;
            } catch (SeraiException e) {
                refused.incrementAndGet();
                return false;
            }
        });

        assertThat(admitted).isEqualTo(73);
        assertThat(refused).hasValue(127);
        assertThat(usedOf(kit, "lim_cost")).isEqualTo(500 * 73);
    }

    @Test
    void check_muchIsLeft_doesNotCountWithATokenizer() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_TOTAL, 100_000_000, EACH_KEY));
        kit.attempt(ANN, 20);
        assertThat(kit.counted).isZero();

        LimitsKit tight = new LimitsKit(per(HOUR, Metric.TOKENS_TOTAL, 10_000, EACH_KEY));
        tight.attempt(ANN, 20);
        assertThat(tight.counted).isEqualTo(1);
    }

    /** F37: ten tokens are paid for, ten thousand would come. */
    @Test
    void extend_nothingIsLeft_endsTheStream() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 10, EACH_KEY));
        Grant grant = kit.stream(ANN, 10_000);
        assertThat(grant.covered()).isEqualTo(4);
        long seen = 0;
        SeraiException end = null;
        while (end == null) {
            long next = ++seen;
            end = catchThrowableOfType(SeraiException.class, () -> {
                if (next > grant.covered()) {
                    grant.extend(next);
                }
            });
        }

        assertThat(seen).isEqualTo(11);
        assertThat(end.kind()).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
        assertThat(usedOf(kit, "lim_tokens_out")).isEqualTo(10);
    }

    @Test
    void extend_enoughIsLeft_goesOnInSlices() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 1_000, EACH_KEY));
        Grant grant = kit.stream(ANN, 10_000);
        assertThat(grant.covered()).isEqualTo(256);

        grant.extend(257);

        assertThat(grant.covered()).isEqualTo(513);
        assertThat(kit.ledger.told).containsExactly("reserve 58 256 5700", "extend 0 257 5140");
        grant.ended(used(10, 300), 300);
        assertThat(usedOf(kit, "lim_tokens_out")).isEqualTo(300);
    }

    @Test
    void extend_inTheNextWindow_eachHasWhatWasTakenFromIt() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 1_000, EACH_KEY));
        Grant grant = kit.stream(ANN, 10_000);
        kit.clock.advance(Duration.ofHours(1));
        grant.extend(257);

        grant.ended(used(10, 300), 300);

        assertThat(usedOf(kit, "lim_tokens_out")).isEqualTo(44);
    }

    @Test
    void expire_neverEnded_givesBackAndTheLateEndCountsAllTheSame() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.COST, 100_000, EACH_KEY));
        Grant lost = kit.attempt(ANN, 500);
        kit.clock.advance(Duration.ofMinutes(10));
        kit.limits.look();
        assertThat(usedOf(kit, "lim_cost")).isZero();
        assertThat(kit.limits.running()).isZero();

        lost.ended(used(10, 20), 0);

        assertThat(usedOf(kit, "lim_cost")).isEqualTo(500);
        assertThat(kit.ledger.told)
                .containsExactly("reserve 10 500 10100", "release lease_expired", "settle 10 20 500");
    }

    @Test
    void check_requestsOfAProvider_countEachAttempt() {
        LimitsKit kit = new LimitsKit(
                per(HOUR, Metric.REQUESTS, 2, Scope.of(Dimension.PROVIDER, "prov")),
                per(Window.ENDLESS, Metric.CONCURRENT, 1, Scope.of(Dimension.PROVIDER, Scope.EACH)));
        Grant first = kit.attempt(ANN, 1);
        assertThatThrownBy(() -> kit.attempt(ANN, 1)).hasMessageContaining("requests at once");
        first.ended(failed(), 0);
        kit.attempt(ANN, 1).ended(failed(), 0);

        assertThatThrownBy(() -> kit.attempt(ANN, 1)).hasMessageContaining("2 requests per hour");
    }

    @Test
    void check_afterAStart_whatWasWrittenDownCounts() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.COST, 10_000, EACH_KEY));
        kit.clock.advance(Duration.ofMinutes(20));
        kit.usedSoFar = (limit, subject, from, until) ->
                "key_ann".equals(subject.get(Dimension.KEY)) && until - from == 20 * 60_000 + 1 ? 9_800 : 0;
        kit.limits = kit.limits();
        kit.limits.book().replace("test", List.of(per(HOUR, Metric.COST, 10_000, EACH_KEY)));

        assertThatThrownBy(() -> kit.attempt(ANN, 20)).isInstanceOf(SeraiException.class);
        Caller other = LimitsKit.BOB;
        assertThat(kit.attempt(other, 20)).isNotNull();
    }

    /** F43: where what was used can't be known nobody is let in unmetered, and nobody is told that he is not known. */
    @Test
    void check_afterAStartAndTheDatabaseIsAway_isRefusedForAMoment() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.COST, 10_000, EACH_KEY));
        kit.clock.advance(Duration.ofMinutes(20));
        kit.usedSoFar = (limit, subject, from, until) -> {
            throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "away");
        };
        kit.limits = kit.limits();
        kit.limits.book().replace("test", List.of(per(HOUR, Metric.COST, 10_000, EACH_KEY)));

        SeraiException refusal = catchThrowableOfType(SeraiException.class, () -> kit.attempt(ANN, 20));

        assertThat(refusal.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
        kit.usedSoFar = UsedSoFar.NOTHING;
        kit.clock.advance(Duration.ofSeconds(1));
        assertThat(kit.attempt(ANN, 20)).isNotNull();
    }

    /** The database is away: what is known goes on, for each limit by itself. */
    @Test
    void check_oneLimitIsUnknown_theOthersGoOn() {
        LimitsKit kit = new LimitsKit();
        kit.clock.advance(Duration.ofMinutes(20));
        kit.usedSoFar = (limit, subject, from, until) -> {
            throw new GatewayException(ErrorKind.GATEWAY_OVERLOADED, "away");
        };
        kit.limits = kit.limits();
        Scope ofBob = Scope.of(Dimension.KEY, "key_bob");
        kit.limits
                .book()
                .replace(
                        "test",
                        List.of(
                                Limit.of("unknown", "", Scope.of(Dimension.KEY, "key_ann"), Metric.COST, 10_000, HOUR),
                                Limit.of("known", "", ofBob, Metric.TOKENS_OUT, 1_000, Window.rolling(Unit.MINUTE))));
        assertThatThrownBy(() -> kit.attempt(ANN, 20)).isInstanceOf(GatewayException.class);

        assertThat(kit.attempt(LimitsKit.BOB, 20)).isNotNull();
        assertThatThrownBy(() -> kit.attempt(ANN, 20)).isInstanceOf(GatewayException.class);
    }

    /** Targets that are asked at once: no call has begun when the next one asks. What is refused has no number. */
    @Test
    void check_severalOfOneRequest_haveOneLineEach() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 60, EACH_KEY));
        AttemptCheck.Ask ask = LimitsKit.ask(ANN, 30, false);
        Grant first = kit.limits.attempts().check(ask);
        kit.limits.attempts().check(ask);
        assertThatThrownBy(() -> kit.limits.attempts().check(ask)).isInstanceOf(PolicyException.class);
        first.ended(LimitsKit.failed(), 0);

        kit.limits.attempts().check(ask);

        assertThat(kit.ledger.numbers).containsExactly(1, 2, 3);
    }

    @Test
    void ended_nobodyCanSayWhatItHasCost_isGivenBackWithItsLease() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 60, EACH_KEY));
        Grant grant = kit.attempt(ANN, 30);
        kit.pricesAreBroken = true;
        assertThatThrownBy(() -> grant.ended(LimitsKit.used(10, 20), 0)).hasMessage("no price");

        kit.clock.advance(Duration.ofMinutes(11));
        kit.limits.look();

        assertThat(kit.limits.running()).isZero();
        assertThat(kit.limits.uses("lim_tokens_out").get(0).used()).isZero();
    }

    @Test
    void check_modelThatTellsItsCeiling_isReservedForThat() {
        LimitsKit kit = new LimitsKit(per(HOUR, Metric.TOKENS_OUT, 100_000, EACH_KEY));
        AttemptCheck.Ask ask = LimitsKit.ask(ANN, 0, false);
        AttemptCheck.Ask known = new AttemptCheck.Ask(
                ANN,
                "req",
                "fast",
                "prov",
                "m1",
                ask.operation(),
                ask.request(),
                false,
                OptionalLong.of(64_000),
                ask.tags(),
                ask.meter());

        assertThat(kit.limits.attempts().check(ask).covered()).isEqualTo(1_000);
        assertThat(kit.limits.attempts().check(known).covered()).isEqualTo(64_000);
    }
}
