package io.serai.processors.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What calls and requests have cost. */
class CostsTest {

    private static final PriceList LIST = PriceListReader.read(
            "prices.yaml",
            """
            prices:
              openai:
                source: a test
                date: 2026-11-21
                models:
                  small, small-20*: {input: 1, output: 4}
                  large: {input: 10, output: 40}
                  embedding: {input: 0.5}
              mine:
                source: our contract
                date: 2026-11-21
                models:
                  small: {input: 0.1, output: 0.4}
              free:
                source: a test
                date: 2026-11-21
                models:
                  "*": {input: 0, output: 0}
            """);

    private final Costs costs = new Costs(
            LIST, provider -> Map.of("mine", List.of("openai", "openai-compatible"), "azure", List.of("openai"))
                    .getOrDefault(provider, List.of()));
    private final Meter meter = new Meter(MeterListener.NONE);

    @Test
    void call_thatSucceeded_costsWhatItUsed() {
        Attempt attempt = begin("openai", "small");
        attempt.report(Usage.of(1000, 100));
        attempt.succeed();

        assertThat(costs.of(attempt)).contains(new NanoDollars(1_400_000));
    }

    @Test
    void call_ofAProviderWithAnotherName_isPricedByItsOwnPricesThenByItsPreset() {
        assertThat(costs.price("mine", "small")).isEqualTo(LIST.find("mine", "small"));
        assertThat(costs.price("mine", "large")).isEqualTo(LIST.find("openai", "large"));
        assertThat(costs.price("other", "large")).isEmpty();
    }

    @Test
    void call_answeredByAnotherModel_isPricedByThatOne() {
        Attempt attempt = begin("azure", "small");
        attempt.reportModel("large");
        attempt.report(Usage.of(1000, 0));
        attempt.succeed();

        assertThat(costs.of(attempt)).contains(new NanoDollars(10_000_000));
    }

    @Test
    void call_answeredByAModelNobodyKnows_isPricedByTheOneThatWasAsked() {
        Attempt attempt = begin("openai", "large");
        attempt.reportModel("large-of-tuesday");
        attempt.report(Usage.of(1000, 0));
        attempt.succeed();

        assertThat(costs.of(attempt)).contains(new NanoDollars(10_000_000));
    }

    @Test
    void call_withoutAPrice_hasNoCost() {
        Attempt attempt = begin("openai", "unheard-of");
        attempt.report(Usage.of(0, 0));
        attempt.succeed();

        assertThat(costs.of(attempt)).isEmpty();
        assertThat(costs.of(meter)).isEmpty();
    }

    @Test
    void call_ofAFreeModel_costsZero() {
        Attempt attempt = begin("free", "anything");
        attempt.report(Usage.of(1000, 1000));
        attempt.succeed();

        assertThat(costs.of(attempt)).contains(NanoDollars.ZERO);
    }

    @Test
    void call_thatRuns_hasNoCostYet() {
        Attempt attempt = begin("openai", "small");
        attempt.report(Usage.of(1000, 0));

        assertThat(costs.of(attempt)).isEmpty();
    }

    @Test
    void call_withoutUsage_costsNothingOnlyWhereItFailed() {
        Attempt failed = begin("openai", "small");
        failed.fail(ErrorKind.PROVIDER_RATE_LIMITED);
        Attempt cancelled = begin("openai", "small");
        cancelled.cancel();
        Attempt silent = begin("openai", "small");
        silent.succeed();

        assertThat(costs.of(failed)).contains(NanoDollars.ZERO);
        assertThat(costs.of(cancelled)).isEmpty();
        assertThat(costs.of(silent)).isEmpty();
    }

    @Test
    void request_withAFallback_isTheSumOfEachCallByItsOwnModel() {
        Attempt cut = begin("openai", "large");
        cut.report(Usage.of(1000, 10));
        cut.fail(ErrorKind.PROVIDER_BAD_RESPONSE);
        Attempt second = begin("openai", "small");
        second.report(Usage.of(1000, 100));
        second.succeed();

        assertThat(costs.of(meter)).contains(new NanoDollars(10_400_000 + 1_400_000));
    }

    @Test
    void request_withoutCalls_costsNothing() {
        assertThat(costs.of(meter)).contains(NanoDollars.ZERO);
    }

    @Test
    void target_byItsName_hasThePriceOfItsModel() {
        assertThat(costs.price("openai/small")).isEqualTo(LIST.find("openai", "small"));
        assertThat(costs.price("openai/small").map(ModelPrice::input)).contains(1_000_000_000L);
        assertThat(costs.price("openai/small").map(ModelPrice::output)).contains(4_000_000_000L);
        assertThat(costs.price("openai/embedding").map(ModelPrice::output)).contains(0L);
        assertThat(costs.price("openai/unheard-of")).isEmpty();
        assertThat(costs.price("smart")).isEmpty();
    }

    @Test
    void header_ofAnAnswer_tellsDollarsWhereTheyAreKnown() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            Attempt attempt = begin("openai", "small");
            attempt.report(Usage.of(1000, 100));
            attempt.succeed();

            CostHeader.write(exchange, meter);
            assertThat(exchange.getMessage().getHeader(CostHeader.NAME)).isNull();

            context.getCamelContextExtension().addContextPlugin(Costs.class, costs);
            CostHeader.write(exchange, meter);
            assertThat(exchange.getMessage().getHeader("x-serai-cost")).isEqualTo("0.0014");
        }
    }

    private Attempt begin(String provider, String model) {
        return meter.begin(provider, model, Operation.CHAT);
    }
}
