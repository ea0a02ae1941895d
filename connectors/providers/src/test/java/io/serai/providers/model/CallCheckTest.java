package io.serai.providers.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.caller.Caller;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.RateLimits;
import io.serai.api.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that somebody has to allow. */
class CallCheckTest extends CamelTestSupport {

    private static final Caller CALLER =
            new Caller("acme", "", "", "k", "", Set.of(), Set.of(), List.of(), Set.of("own"), Map.of());

    private final List<CallCheck.Ask> asked = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();

    private final class Rules implements CallCheck {

        @Override
        public Permit admit(Ask ask) {
            asked.add(ask);
            return switch (ask.card().id()) {
                case "forbidden" -> throw new PolicyException(ErrorKind.POLICY_RATE_LIMITED, "Too many.");
                case "dear" ->
                    new Permit(
                            Optional.of("cheap"), Optional.empty(), OptionalDouble.of(0.25), () -> ended.add("dear"));
                default -> Permit.PLAIN;
            };
        }

        @Override
        public boolean shows(@Nullable Caller caller, ModelCard card) {
            return true;
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("rules", CallCheck.class, new Rules());
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("model:cheap?aliases=nickname")
                        .setBody(simple("cheap ${exchangeProperty.SeraiAsked} ${exchangeProperty.SeraiBudgetLeft}"));
                from("model:dear").setBody(constant("dear"));
                from("model:forbidden").setBody(constant("forbidden"));
                from("model:family/*").to("model:forbidden?output=text");
                from("direct:asked").to("model:*");
            }
        };
    }

    private Exchange ask(String model) {
        return template.send("direct:asked", exchange -> {
            exchange.setProperty(CallNames.CALLER, CALLER);
            exchange.getMessage().setHeader(CallNames.MODEL, model);
            exchange.getMessage().setHeader(CallNames.TAGS, "blue, ,green");
            exchange.getMessage().setHeader(CallNames.REGION, "eu");
            exchange.getMessage().setBody("Hello");
        });
    }

    private static String text(Exchange answered) {
        return String.valueOf(answered.getMessage().getBody());
    }

    @ParameterizedTest
    @CsvSource({"cheap, cheap", "nickname, cheap", "family/one, family/one"})
    void model_isAskedFor_byItsPublishedNameOrAsAMember(String named, String subject) {
        assertThat(ask(named).getException()).isNull();

        assertThat(asked).singleElement().satisfies(ask -> {
            assertThat(ask.card().id()).isEqualTo(subject);
            assertThat(ask.caller()).isSameAs(CALLER);
            assertThat(ask.tags()).containsExactlyInAnyOrder("own", "blue", "green");
            assertThat(ask.region()).isEqualTo("eu");
            assertThat(ask.turn()).isEqualTo(CallCheck.Turn.FIRST);
        });
    }

    @Test
    void refusal_isThatOfTheCall_andNothingRuns() {
        Exchange refused = ask("forbidden");

        assertThat(refused.getException(SeraiException.class).kind()).isEqualTo(ErrorKind.POLICY_RATE_LIMITED);
    }

    @Test
    void modelOfARoute_isCalledUnasked() {
        assertThat(text(ask("family/one"))).contains("forbidden");
        assertThat(asked).hasSize(1);
    }

    @Test
    void limit_thatNamesAnotherModel_hasItCalledInstead() {
        assertThat(text(ask("dear"))).contains("cheap cheap 0.25");
    }

    @Test
    void permit_ofACallWithoutAFrontEnd_endsWithItsRoute() {
        ask("dear");

        assertThat(ended).containsExactly("dear");
    }

    @Test
    void permit_ofACallThroughAFrontEnd_endsOnceItIsAnswered() {
        Cancellation cancellation = new Cancellation();
        template.send("direct:asked", exchange -> {
            exchange.setProperty(CallNames.CANCEL, cancellation);
            exchange.getMessage().setHeader(CallNames.MODEL, "dear");
            exchange.getMessage().setBody("Hello");
        });
        assertThat(ended).isEmpty();

        cancellation.answered();
        cancellation.answered();

        assertThat(ended).containsExactly("dear");
    }

    @Test
    void bothOfTwoChecks_mustLetIn_andAreEndedBoth() {
        Rules first = new Rules();
        RateLimits limits = new RateLimits(RateLimits.Limit.UNKNOWN, RateLimits.Limit.UNKNOWN);
        CallCheck second = new CallCheck() {
            @Override
            public Permit admit(Ask ask) {
                return new Permit(
                        Optional.of("other"), Optional.of(limits), OptionalDouble.of(0.1), () -> ended.add("second"));
            }

            @Override
            public boolean shows(@Nullable Caller caller, ModelCard card) {
                return false;
            }
        };
        ask("dear");
        ended.clear();

        CallCheck.Permit permit = first.and(second).admit(asked.get(0));
        permit.ended().run();

        assertThat(permit.instead()).contains("cheap");
        assertThat(permit.limits()).contains(limits);
        assertThat(permit.budgetLeft()).hasValue(0.1);
        assertThat(ended).containsExactly("dear", "second");
        assertThat(first.and(second).shows(CALLER, asked.get(0).card())).isFalse();
    }
}
