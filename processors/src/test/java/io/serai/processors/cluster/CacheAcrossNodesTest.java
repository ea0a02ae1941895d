package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.processors.cache.AnswerCache;
import io.serai.processors.cache.CacheScope;
import io.serai.processors.cache.CacheSpace;
import io.serai.processors.cache.InFlight.Streamed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole cache on three nodes, from the call to the provider: members of one real cluster and three Camel contexts in this process. */
class CacheAcrossNodesTest {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final List<CamelContext> CONTEXTS = new ArrayList<>();
    private static final List<ProducerTemplate> TEMPLATES = new ArrayList<>();
    private static final List<ClusterFlightBoard> BOARDS = new ArrayList<>();

    private static CacheCluster cluster;
    private static ExecutorService threads;
    /** What the provider answers to the call of a number, from 1. */
    private static volatile Function<Integer, ChatStream> provider = call -> ChatStream.of(List.of());

    private final String question = "question " + NUMBERS.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        cluster = new CacheCluster(3, 3);
        threads = Executors.newCachedThreadPool();
        for (CacheCluster.Node node : cluster.nodes()) {
            ClusterFlightBoard board = new ClusterFlightBoard(
                    node.hazelcast(), CacheCluster.cipher(), node.store(), CacheCluster.PATIENCE, threads);
            CamelContext camel = new DefaultCamelContext();
            camel.getRegistry()
                    .bind(
                            "caches",
                            CacheSpace.class,
                            new CacheSpace(node.store(), node.notes(), board, CacheScope.TENANT));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    AnswerCache cache = new AnswerCache();
                    cache.setCamelContext(camel);
                    from("direct:model")
                            .routeId("model")
                            .errorHandler(noErrorHandler())
                            .loadBalance(cache)
                            .process(CacheAcrossNodesTest::call);
                }
            });
            camel.start();
            BOARDS.add(board);
            CONTEXTS.add(camel);
            TEMPLATES.add(camel.createProducerTemplate());
        }
    }

    @AfterAll
    static void stop() {
        CONTEXTS.forEach(CamelContext::stop);
        BOARDS.forEach(ClusterFlightBoard::close);
        cluster.close();
        threads.shutdownNow();
    }

    private static void call(Exchange exchange) {
        Attempt attempt = exchange.getProperty(CallNames.METER, Meter.class).begin("mock", "m-1", Operation.CHAT);
        try {
            exchange.getMessage().setBody(provider.apply(CALLS.incrementAndGet()));
            attempt.succeed();
            exchange.setProperty(CallNames.ATTEMPT, attempt);
        } catch (ProviderException e) {
            attempt.fail(e.kind());
            throw e;
        }
    }

    /** What the provider does from now on. */
    private static void provider(Function<Integer, ChatStream> answers) {
        CALLS.set(0);
        provider = answers;
    }

    private Exchange send(int node) {
        Exchange exchange = new DefaultExchange(CONTEXTS.get(node));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", "fast");
        request.put("stream", true);
        request.put("messages", List.of(Map.of("role", "user", "content", question)));
        exchange.getMessage().setBody(request);
        exchange.setProperty(CallNames.METER, new Meter(new MeterListener() {}));
        exchange.setProperty(CallNames.CANCEL, new Cancellation());
        exchange.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ofMinutes(5)));
        return TEMPLATES.get(node).send("direct:model", exchange);
    }

    private ChatStream ask(int node) {
        Exchange exchange = send(node);
        assertThat(exchange.getException()).isNull();
        return (ChatStream) exchange.getMessage().getBody();
    }

    private String text(int node) {
        return rest(ask(node));
    }

    private static String rest(ChatStream stream) {
        StringBuilder text = new StringBuilder();
        stream.forEachRemaining(chunk -> text.append(content(chunk)));
        return text.toString();
    }

    /** The next words of a stream. */
    private static String next(ChatStream stream) {
        String text = "";
        while (text.isEmpty()) {
            text = content(stream.next());
        }
        return text;
    }

    private static String content(Map<String, Object> chunk) {
        List<?> choices = (List<?>) chunk.get("choices");
        if (choices.isEmpty()) {
            return "";
        }
        Object content = ((Map<?, ?>) ((Map<?, ?>) choices.get(0)).get("delta")).get("content");
        return content == null ? "" : (String) content;
    }

    /** The stream of a call that a test makes word by word. */
    private static ChatStream stream(OpenFlight made) {
        return ((Streamed) made.seat().orElseThrow().begin()).chunks();
    }

    private static void finish(OpenFlight made) {
        made.finish();
        made.end();
    }

    @Test
    void calls_manyEqualOnesOnAllNodes_areOneCall() throws Exception {
        OpenFlight made = new OpenFlight();
        made.chunk("one ");
        made.chunk("two");
        finish(made);
        provider(call -> stream(made));

        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int node = i % 3;
            answers.add(threads.submit(() -> text(node)));
        }
        for (Future<String> each : answers) {
            assertThat(each.get()).isEqualTo("one two");
        }

        assertThat(CALLS).hasValue(1);
    }

    @Test
    void stream_followedOnAnotherNode_isLiveAndGoesOnWithoutTheCallerOfItsLeader() {
        OpenFlight made = new OpenFlight();
        made.chunk("one ");
        provider(call -> stream(made));
        ChatStream leader = ask(0);
        ChatStream follower = ask(1);

        assertThat(next(follower)).isEqualTo("one ");
        leader.close();
        made.chunk("two ");
        // The last word has not been made.
        assertThat(next(follower)).isEqualTo("two ");
        made.chunk("three");
        finish(made);

        assertThat(rest(follower)).isEqualTo("three");
        assertThat(CALLS).hasValue(1);
        await().until(() -> text(2).equals("one two three"));
        assertThat(CALLS).hasValue(1);
    }

    @Test
    void call_failsAtItsLeader_isMadeByAFollower() throws Exception {
        OpenFlight made = new OpenFlight();
        made.chunk("hello");
        finish(made);
        OpenFlight held = new OpenFlight();
        provider(call -> stream(call == 1 ? held : made));
        Future<Exchange> leads = threads.submit(() -> send(0));
        await().until(() -> held.seats() == 1);
        Future<String> follows = threads.submit(() -> text(1));
        await().until(() -> BOARDS.get(0).led().told() == 1);

        held.fail(new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "Down."));

        assertThat(leads.get().getException()).hasMessage("Down.");
        assertThat(follows.get()).isEqualTo("hello");
        assertThat(CALLS).hasValue(2);
    }
}
