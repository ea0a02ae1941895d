package io.serai.processors.identity.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallCheck;
import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.PolicyException;
import io.serai.api.meter.RateLimits;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code kamelet:serai-admit} before a step that would call a model. */
class AdmitKameletTest {

    private static final Caller ANNA = new Caller(
            "ten_1", "", "", "", "usr_1", Set.of(Role.DEVELOPER), Set.of(), List.of(), Set.of("night"), Map.of());

    private static final RateLimits USED_UP = new RateLimits(
            new RateLimits.Limit(OptionalLong.of(5), OptionalLong.of(0), Optional.empty()), RateLimits.Limit.UNKNOWN);

    private final CamelContext camel = new DefaultCamelContext();
    private final List<CallCheck.Ask> asked = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger called = new AtomicInteger();
    private Optional<String> instead = Optional.empty();
    private boolean isUsedUp;

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("models", ModelCatalog.class, new OneFamily());
        camel.getRegistry().bind("check", CallCheck.class, new Check());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:fast")
                        .to("kamelet:serai-admit?model=house/fast")
                        .process(done -> called.incrementAndGet());
                from("direct:embed").to("kamelet:serai-admit?model=house/words&operation=embed");
                from("direct:absent").to("kamelet:serai-admit?model=nothing").process(done -> called.incrementAndGet());
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange send(String route, @Nullable Caller caller) {
        return camel.createProducerTemplate().send(route, exchange -> {
            exchange.setProperty(CallNames.CALLER, caller);
            exchange.getMessage().setHeader(CallNames.TAGS, "batch, eu");
        });
    }

    @Test
    void caller_whoMay_isLetIn_andWhatIsHeldIsGivenBackAtTheEnd() {
        Exchange exchange = send("direct:fast", ANNA);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(CallNames.MODEL)).isEqualTo("house/fast");
        assertThat(exchange.getProperty(CallNames.BUDGET_LEFT)).isEqualTo(0.5);
        assertThat(called.get()).isEqualTo(1);
        assertThat(ended.get()).isEqualTo(1);
        CallCheck.Ask ask = asked.get(0);
        assertThat(ask.caller()).isEqualTo(ANNA);
        assertThat(ask.card().id()).isEqualTo("house/fast");
        assertThat(ask.tags()).containsExactlyInAnyOrder("batch", "eu", "night");
        assertThat(ask.requestId()).isNotEmpty();
    }

    @Test
    void model_thatALimitPutsInItsPlace_isTold() {
        instead = Optional.of("house/cheap");

        assertThat(send("direct:fast", ANNA).getMessage().getHeader(CallNames.MODEL))
                .isEqualTo("house/cheap");
    }

    @Test
    void operation_isAskedFor() {
        send("direct:embed", ANNA);

        assertThat(asked.get(0).operation()).isEqualTo(Operation.EMBED);
    }

    @Test
    void caller_whoMayNot_isRefused_andNothingIsCalled() {
        Exchange exchange = send("direct:fast", null);

        assertThat(exchange.getException()).isInstanceOf(CallerException.class);
        assertThat(called.get()).isZero();
    }

    @Test
    void caller_whoHasUsedUpALimit_isRefused_andItsLimitsAreTold() {
        isUsedUp = true;

        Exchange exchange = send("direct:fast", ANNA);

        assertThat(exchange.getException()).isInstanceOf(PolicyException.class);
        assertThat(exchange.getProperty(CallNames.LIMITS)).isEqualTo(USED_UP);
        assertThat(called.get()).isZero();
    }

    @Test
    void model_thatNobodyPublishes_isNotFound() {
        Exchange exchange = send("direct:absent", ANNA);

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(CallerException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(ErrorKind.CALLER_NOT_FOUND));
        assertThat(asked).isEmpty();
        assertThat(called.get()).isZero();
    }

    private final class Check implements CallCheck {
        @Override
        public Permit admit(Ask ask) {
            if (ask.caller() == null) {
                throw new CallerException(ErrorKind.CALLER_FORBIDDEN, "no");
            }
            if (isUsedUp) {
                throw new PolicyException(ErrorKind.POLICY_RATE_LIMITED, "Too many.");
            }
            asked.add(ask);
            return new Permit(instead, Optional.empty(), OptionalDouble.of(0.5), ended::incrementAndGet);
        }

        @Override
        public Optional<RateLimits> limits(Ask ask) {
            return Optional.of(USED_UP);
        }

        @Override
        public boolean shows(@Nullable Caller caller, ModelCard card) {
            return true;
        }
    }

    private static final class OneFamily implements ModelCatalog {
        @Override
        public List<ModelCard> models() {
            return List.of();
        }

        @Override
        public Optional<ModelCard> find(String name) {
            return name.startsWith("house/")
                    ? Optional.of(new ModelCard(
                            "house/*",
                            "",
                            "",
                            0,
                            Set.of(Operation.CHAT, Operation.EMBED),
                            Set.of(),
                            OptionalInt.empty(),
                            "",
                            ModelCard.Visibility.OPEN,
                            ModelCard.Status.READY))
                    : Optional.empty();
        }
    }
}
