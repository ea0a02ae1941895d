package io.serai.processors.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.api.trace.Decision;
import io.serai.api.trace.Decision.Turn;
import io.serai.api.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests chosen by vectors that count letters: texts of the same letters are near each other. */
class SemanticRouterTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SemanticRouter router = new SemanticRouter();
    private final AtomicLong now = new AtomicLong();
    private final List<List<String>> embedded = new CopyOnWriteArrayList<>();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    @BeforeEach
    void start() throws Exception {
        router.setCamelContext(camel);
        router.setClock(now::get);
        router.setEmbeddings("direct:embed");
        router.setOtherwise("general");
        router.setThreshold(0.8);
        Map<String, Object> routes = new LinkedHashMap<>();
        routes.put("bees", "bbb eee\n\n  eeb bbe  \n");
        routes.put("zoo", List.of("zzz ooo"));
        router.setRoutes(routes);
        camel.getRegistry().bind("meters", MeterListener.class, new MeterListener() {
            @Override
            public void ended(Attempt attempt) {
                attempts.add(attempt);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:embed").errorHandler(noErrorHandler()).process(SemanticRouterTest.this::embed);
                from("direct:choice")
                        .process(router)
                        .choice()
                        .when(header(SemanticRouter.ROUTE).isEqualTo("bees"))
                        .setBody(constant("hum"))
                        .otherwise()
                        .setBody(constant("?"));
                from("direct:expression").recipientList(method(router, "route").prepend("direct:to-"));
                from("direct:to-zoo").setBody(constant("roar"));
                from("direct:to-general").setBody(constant("?"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    /** As an embedding provider's producer does it. */
    private void embed(Exchange exchange) {
        assertThat(exchange.getMessage().getHeader(CallNames.OPERATION)).isEqualTo("embed");
        assertThat(exchange.getMessage().getHeader(CallNames.STREAM)).isEqualTo(false);
        Attempt attempt = exchange.getProperty(CallNames.METER, Meter.class).begin("e", "m", Operation.EMBED);
        List<String> texts =
                (List<String>) exchange.getMessage().getBody(Map.class).get("input");
        embedded.add(texts);
        if (broken) {
            attempt.fail(ErrorKind.PROVIDER_TIMEOUT);
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        }
        List<Map<String, Object>> data = new ArrayList<>();
        for (String text : texts) {
            float[] vector = new float[26];
            text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> vector[c - 'a']++);
            data.add(Map.of("index", data.size(), "embedding", vector));
        }
        attempt.succeed();
        exchange.getMessage().setBody(Map.of("data", data));
    }

    private Exchange request(String text) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(ChatRequest.ofText(text).map());
        exchange.setProperty(CallNames.METER, new Meter(MeterListener.NONE));
        return exchange;
    }

    private String route(String text) {
        return router.route(request(text));
    }

    @Test
    void request_likeAnExample_takesItsRoute() {
        assertThat(route("be be")).isEqualTo("bees");
        assertThat(route("zo zo")).isEqualTo("zoo");
    }

    @Test
    void request_likeNoExample_takesTheDefault() {
        assertThat(route("qqq")).isEqualTo("general");
        assertThat(router.target(request("qqq"))).isEmpty();
        assertThat(route("bzq")).as("near, but not enough").isEqualTo("general");
    }

    @Test
    void request_withoutText_asksNobody() {
        assertThat(route("  ")).isEqualTo("general");
        assertThat(embedded).isEmpty();
    }

    @Test
    void body_ofAnyKind_isReadAndLeftAsItWas() {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody("bebe");
        router.process(exchange);
        assertThat(exchange.getMessage().getHeader(SemanticRouter.ROUTE)).isEqualTo("bees");
        assertThat(exchange.getMessage().getBody()).isEqualTo("bebe");

        List<Object> messages = List.of(ChatRequest.message("user", "zo"), ChatRequest.message("assistant", "be"));
        exchange.getMessage().setBody(messages);
        assertThat(router.route(exchange)).isEqualTo("zoo");
        assertThat(exchange.getMessage().getBody()).isSameAs(messages);
        assertThat(exchange.getMessage().getHeader(CallNames.OPERATION)).isNull();
        assertThat(exchange.getProperty(CallNames.DEADLINE)).isNull();
    }

    @Test
    void examples_ofManyRequestsAtOnce_areEmbeddedOnce() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<String>> all = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> route("be" + i)))
                    .toList();
            for (Future<String> each : all) {
                assertThat(each.get()).isEqualTo("bees");
            }
        } finally {
            threads.shutdown();
        }

        assertThat(embedded)
                .filteredOn(texts -> texts.size() > 1)
                .containsExactly(List.of("bbb eee", "eeb bbe", "zzz ooo"));
    }

    @Test
    void examples_thatFail_areTriedAgainAfterARest() {
        broken = true;
        assertThat(route("be")).isEqualTo("general");
        assertThat(route("be")).isEqualTo("general");
        assertThat(embedded).hasSize(1);

        broken = false;
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(route("be")).isEqualTo("bees");
    }

    @Test
    void examples_ofALargeNumber_areAskedForInParts() {
        router.setRoutes(
                Map.of("many", IntStream.range(0, 200).mapToObj(i -> "b" + i).toList()));

        assertThat(route("b")).isEqualTo("many");
        assertThat(embedded).extracting(List::size).containsExactly(96, 96, 8, 1);
    }

    @Test
    void embedding_thatFails_takesTheDefaultOnce() {
        route("be");
        broken = true;
        assertThat(route("zo")).isEqualTo("general");

        broken = false;
        assertThat(route("zo")).isEqualTo("zoo");
    }

    @Test
    void text_seenBefore_isNotEmbeddedAgain() {
        route("be");
        route("be");
        route("zo");
        route("be");

        assertThat(embedded).hasSize(3);
    }

    @Test
    void text_long_isLookedAtAsFarAsItsBeginning() {
        assertThat(route("be".repeat(10_000))).isEqualTo("bees");
        assertThat(embedded.get(1).get(0)).hasSize(8_000);
    }

    @Test
    void embedding_isOnTheCallersBillAndThatOfTheExamplesIsNot() {
        Exchange exchange = request("be");

        router.process(exchange);

        assertThat(exchange.getProperty(CallNames.METER, Meter.class).attempts())
                .extracting(Attempt::purpose)
                .containsExactly(Purpose.CALL);
        assertThat(attempts).extracting(Attempt::purpose).containsExactly(Purpose.UPKEEP);
    }

    @Test
    void route_byHeaderAndByExpression_chooses() {
        assertThat(camel.createProducerTemplate()
                        .requestBody("direct:choice", ChatRequest.ofText("be").map()))
                .isEqualTo("hum");
        assertThat(camel.createProducerTemplate()
                        .requestBody(
                                "direct:expression", ChatRequest.ofText("zo").map()))
                .isEqualTo("roar");
        assertThat(camel.createProducerTemplate()
                        .requestBody(
                                "direct:expression", ChatRequest.ofText("qq").map()))
                .isEqualTo("?");
    }

    @Test
    void trace_askedFor_tellsTheRouteAndHowNearItIs() {
        Trace trace = new Trace();
        Exchange exchange = request("be");
        exchange.setProperty(CallNames.TRACE, trace);

        router.process(exchange);

        assertThat(trace.decisions())
                .extracting(Decision::turn, Decision::about, Decision::why)
                .containsExactly(tuple(Turn.WAY, "bees", "nearest bees, 1.0"));
    }

    @Test
    void configuration_thatIsWrong_isRefused() {
        router.setRoutes(Map.of("empty", " \n "));
        assertThatThrownBy(() -> route("a")).hasMessage("expected examples of the route 'empty', found none");
        assertThatThrownBy(() -> router.setThreshold(1.5)).hasMessageContaining("from -1 to 1");
        SemanticRouter unfinished = new SemanticRouter();
        unfinished.setRoutes(Map.of("a", "a"));
        assertThatThrownBy(() -> unfinished.route(request("a"))).hasMessageContaining("which model embeds");
    }
}
