package io.serai.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.CallCheck;
import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.caller.Caller;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.gateway.TestUpstream;
import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitListener;
import io.serai.processors.limits.LimitSettings;
import io.serai.processors.limits.LimitUse;
import io.serai.processors.limits.Limits;
import io.serai.processors.limits.LocalPool;
import io.serai.processors.limits.Metric;
import io.serai.processors.limits.Scope;
import io.serai.processors.limits.Tariff;
import io.serai.processors.limits.UsedSoFar;
import io.serai.processors.limits.Window;
import io.serai.processors.models.ModelsRoutes;
import io.serai.processors.prices.NanoDollars;
import io.serai.providers.Provider;
import io.serai.providers.tokens.RequestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F33, F31, F37: whichever way a call takes, each attempt is reserved and ended once, and what was not used is there again. */
class MeteredRoutesTest {

    private static final Caller CALLER =
            new Caller("acme", "", "", "key", "", Set.of(), Set.of(), List.of(), Set.of(), Map.of());
    private static final String MODELS =
            """
            models:
              plain: {targets: [one/a]}
              retried: {targets: [failing/a], retries: {unavailable: 2}}
              fallen: {targets: [failing/a, one/a]}
              hedged: {targets: [slow/a, one/a], hedge: {after: 20ms}}
              fallback: {targets: [failing/a], fallbacks: {general: [one/a]}}
              candidate: {targets: [one/aside]}
              shadowed: {targets: [one/a], shadow: {model: candidate, share: 100%}}
              overtaken: {targets: [told/a, later], hedge: {after: 20ms}}
            """;

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Provider told = new Provider();
    private final LineLedger ledger = new LineLedger();
    private final Limits limits = new Limits(new Limits.Surroundings(
            new LocalPool(Clock.systemUTC()),
            Clock.systemUTC(),
            UsedSoFar.NOTHING,
            ledger,
            new TokenPrice(),
            new RequestTokens(),
            LimitListener.NONE,
            LimitSettings.DEFAULT));

    /** A nano-dollar per token, and what the provider tells. */
    private static final class TokenPrice implements Tariff {

        @Override
        public NanoDollars most(String provider, String model, long input, long output, long at) {
            return new NanoDollars(input + output);
        }

        @Override
        public Charge charge(Attempt attempt, long input, long seen, long at) {
            Usage used = attempt.usage().orElse(Usage.of(seen == 0 ? 0 : input, seen));
            if (used.totalTokens() == 0) {
                return new Charge(Amounts.NOTHING, "failed", "");
            }
            NanoDollars cost = new NanoDollars(used.totalTokens());
            return new Charge(new Amounts(used.promptTokens(), used.completionTokens(), cost), "used", "v1");
        }
    }

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("one", simulated(Map.of()));
        camel.getRegistry().bind("slow", simulated(Map.of("latency_ms", "3000")));
        told.setDialect("anthropic");
        told.setApiKey("sk-test");
        camel.getRegistry().bind("told", told);
        camel.getRegistry().bind("failing", simulated(Map.of("error_status", "503")));
        camel.getRegistry().bind("calls", CallCheck.class, limits.calls(CallCheck.ALLOWED, name -> Optional.empty()));
        camel.getRegistry().bind("attempts", AttemptCheck.class, limits.attempts());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("model:cascade")
                        .to("ai:one/draft?output=text")
                        .multicast()
                        .to("ai:one/left?output=text", "ai:one/right?output=text")
                        .end()
                        .to("model:plain");
                from("model:tapped").wireTap("direct:aside").to("ai:one/a");
                from("direct:aside").to("ai:one/aside");
                from("model:later").process(MeteredRoutesTest::awaitUsage).to("ai:one/a");
            }
        });
        camel.addRoutes(new ModelsRoutes("file:" + Files.writeString(folder.resolve("models.yaml"), MODELS)));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static Provider simulated(Map<String, Object> options) {
        Provider provider = new Provider();
        provider.setDialect("simulated");
        provider.setOptions(new LinkedHashMap<>(options));
        return provider;
    }

    private Exchange call(String model, Map<String, Object> request, Cancellation cancellation) {
        return camel.createProducerTemplate().send("model:*", exchange -> {
            exchange.setProperty(CallNames.CALLER, CALLER);
            exchange.setProperty(CallNames.METER, new Meter(MeterListener.NONE));
            exchange.setProperty(CallNames.CANCEL, cancellation);
            exchange.getMessage().setHeader(CallNames.MODEL, model);
            exchange.getMessage().setBody(request);
        });
    }

    private static Map<String, Object> chat(boolean stream) {
        Map<String, Object> request =
                new LinkedHashMap<>(ChatRequest.ofText("Hello").map());
        request.put("stream", stream);
        return request;
    }

    private void limitAll(Metric metric, long amount) {
        limits.book().replace("test", List.of(Limit.of("lim", "acme", Scope.ALL, metric, amount, Window.ENDLESS)));
    }

    @ParameterizedTest(name = "{0}, streamed {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|false|acme one reserve settle",
                "plain|true|acme one reserve settle",
                "retried|false|acme failing reserve release, acme failing reserve release, acme failing reserve"
                        + " release",
                "fallen|false|acme failing reserve release, acme one reserve settle",
                "fallen|true|acme failing reserve release, acme one reserve settle",
                "fallback|false|acme failing reserve release, acme one reserve settle",
                "cascade|false|acme one reserve settle, acme one reserve settle, acme one reserve settle, acme one"
                        + " reserve settle",
                "tapped|false|acme one reserve settle, acme one reserve settle",
                "shadowed|false|acme one reserve settle, platform one reserve settle",
                "shadowed|true|acme one reserve settle, platform one reserve settle",
                "hedged|false|acme one reserve settle, acme slow reserve release",
                "hedged|true|acme one reserve settle, acme slow reserve release",
            })
    void call_onAnyWay_eachAttemptIsReservedAndEndedOnce(String model, boolean stream, String told) {
        limitAll(Metric.COST, 1_000_000);
        Cancellation cancellation = new Cancellation();
        Exchange answered = call(model, chat(stream), cancellation);
        if (answered.getMessage().getBody() instanceof ChatStream chunks) {
            assertThat(chunks.collect()).containsKey("choices");
        }
        cancellation.answered();

        await().untilAsserted(() -> assertThat(ledger.told()).containsExactly(told.split(", ")));
        assertThat(limits.running()).isZero();
        LimitUse use = limits.uses("lim").get(0);
        assertThat(use.used()).isLessThan(1_000).isGreaterThanOrEqualTo(ledger.output());
    }

    /** Anthropic tells of a prompt as soon as it has read it, long before it answers. */
    @Test
    void call_loserOfAHedgeThatHasToldItsUsage_isSettledByIt() throws Exception {
        limitAll(Metric.COST, 1_000_000);
        try (TestUpstream upstream = TestUpstream.behaving(
                (request, body) -> TestUpstream.stream(request)
                        .write(
                                """
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
                        "model":"a","content":[],"stop_reason":null,"usage":{"input_tokens":5000,"output_tokens":0}}}

                        """))) {
            told.setBaseUrl("http://127.0.0.1:" + upstream.port());
            Cancellation cancellation = new Cancellation();

            Exchange answered = call("overtaken", chat(true), cancellation);
            assertThat(answered.getMessage().getBody(ChatStream.class).collect())
                    .containsKey("choices");
            cancellation.answered();

            await().untilAsserted(() ->
                    assertThat(ledger.told()).containsExactly("acme one reserve settle", "acme told reserve settle"));
        }
        assertThat(limits.running()).isZero();
        assertThat(limits.uses("lim").get(0).used()).isBetween(5_000L, 6_000L);
    }

    /** Holds a call back until another of its request has told what it has used. */
    private static void awaitUsage(Exchange exchange) {
        Meter meter = exchange.getProperty(CallNames.METER, Meter.class);
        await().until(() ->
                meter.attempts().stream().anyMatch(attempt -> attempt.usage().isPresent()));
    }

    /** F31 on the way that requests take: sixty at once, twenty-five are let in. */
    @Test
    void call_manyAtOnce_exactlyAsManyAsTheLimitSays() throws Exception {
        limitAll(Metric.REQUESTS, 25);
        ExecutorService threads = Executors.newFixedThreadPool(60);
        AtomicInteger refused = new AtomicInteger();
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(threads.submit(() -> {
                    Exchange answered = call("plain", chat(false), new Cancellation());
                    refused.addAndGet(answered.getException() == null ? 0 : 1);
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(refused).hasValue(35);
        assertThat(ledger.told()).hasSize(25).allMatch("acme one reserve settle"::equals);
    }

    /** F37: ten tokens are left, the answer would have ten thousand. */
    @Test
    void call_streamIsLongerThanTheBudget_endsWhereThatDoes() {
        limitAll(Metric.TOKENS_OUT, 10);
        Map<String, Object> request = chat(true);
        request.put("simulate", Map.of("content", "word ".repeat(10_000)));
        Exchange answered = call("plain", request, new Cancellation());
        ChatStream chunks = answered.getMessage().getBody(ChatStream.class);

        SeraiException end = catchThrowableOfType(SeraiException.class, chunks::collect);

        assertThat(end.kind()).isEqualTo(ErrorKind.POLICY_QUOTA_EXCEEDED);
        assertThat(ledger.told()).containsExactly("acme one reserve settle");
        assertThat(ledger.output()).isBetween(10L, 11L);
        assertThat(limits.uses("lim").get(0).remaining()).isZero();
        assertThat(call("plain", chat(false), new Cancellation()).getException(SeraiException.class))
                .extracting(SeraiException::kind)
                .isEqualTo(ErrorKind.POLICY_QUOTA_EXCEEDED);
    }

    @Test
    void call_whoIsAtItForAWhile_countsUntilTheAnswerHasGone() {
        limitAll(Metric.CONCURRENT, 1);
        Cancellation first = new Cancellation();
        assertThat(call("plain", chat(true), first).getException()).isNull();

        assertThat(call("plain", chat(false), new Cancellation())
                        .getException(SeraiException.class)
                        .retryAfter())
                .contains(Duration.ofSeconds(1));
        first.answered();
        assertThat(call("plain", chat(false), new Cancellation()).getException())
                .isNull();
    }
}
