package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.meter.Attempt;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** A cache in a route, around a step that says what the test says. */
final class CacheLab implements AutoCloseable {

    /** Of what a step answers. */
    static final String PROVIDER = "acme";

    final DefaultCamelContext camel = new DefaultCamelContext();
    final AnswerCache cache = new AnswerCache();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicLong now = new AtomicLong(1_700_000_000_000L);
    final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    final List<CacheVerdict> judged = new CopyOnWriteArrayList<>();
    CacheSpace space;
    volatile Function<Exchange, Object> step = exchange -> answer("Hello", "stop");
    private final MeterListener listener = new MeterListener() {};
    private volatile @Nullable ProducerTemplate template;

    CacheLab() {
        this(FlightBoard.ALONE, CacheScope.TENANT);
    }

    CacheLab(FlightBoard board, CacheScope widest) {
        LocalCacheStore store = new LocalCacheStore(1 << 24, clock);
        space = new CacheSpace(store, new LocalNotes(store), board, widest);
    }

    /** Shares what another keeps. */
    void keepIn(CacheSpace other) {
        space = other;
    }

    CacheLab start() throws Exception {
        return start("direct:step");
    }

    CacheLab start(String below) throws Exception {
        camel.disableJMX();
        cache.setClock(clock);
        cache.setSpace(space);
        cache.setCamelContext(camel);
        camel.getRegistry().bind("judge", CacheListener.class, new CacheListener() {
            @Override
            public void judged(String model, CacheVerdict verdict) {
                judged.add(verdict);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("model")
                        .errorHandler(noErrorHandler())
                        .loadBalance(cache)
                        .to(below);
                from("direct:step").errorHandler(noErrorHandler()).process(CacheLab.this::serve);
            }
        });
        camel.start();
        template = camel.createProducerTemplate();
        return this;
    }

    private void serve(Exchange exchange) {
        calls.incrementAndGet();
        Object said = step.apply(exchange);
        boolean failed = said instanceof RuntimeException || said instanceof Apology;
        attempt(exchange, PROVIDER, failed ? Attempt.Outcome.FAILED : Attempt.Outcome.SUCCEEDED);
        if (said instanceof RuntimeException failure) {
            throw failure;
        }
        exchange.getMessage().setBody(said instanceof Apology apology ? apology.body() : said);
    }

    /** What a route says once it has handled the failure of its only call. */
    record Apology(Object body) {}

    /** Notes that a provider was asked. */
    static Attempt attempt(Exchange exchange, String provider, Attempt.Outcome outcome) {
        Attempt attempt = exchange.getProperty(CallNames.METER, Meter.class).begin(provider, "m-1", Operation.CHAT);
        if (outcome == Attempt.Outcome.SUCCEEDED) {
            attempt.succeed();
            exchange.setProperty(CallNames.ATTEMPT, attempt);
        } else {
            attempt.fail(ErrorKind.PROVIDER_UNAVAILABLE);
        }
        return attempt;
    }

    /** An exchange with all that a front end puts there. */
    Exchange exchange(Map<String, Object> request) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(request);
        exchange.setProperty(CallNames.METER, new Meter(listener));
        exchange.setProperty(CallNames.CANCEL, new Cancellation());
        exchange.setProperty(CallNames.DEADLINE, Deadline.after(Duration.ofMinutes(5)));
        return exchange;
    }

    Exchange send(Map<String, Object> request) {
        return send(request, exchange -> {});
    }

    Exchange send(Map<String, Object> request, Consumer<Exchange> with) {
        Exchange exchange = exchange(request);
        with.accept(exchange);
        return send(exchange);
    }

    Exchange send(Exchange exchange) {
        return Objects.requireNonNull(template).send("direct:in", exchange);
    }

    /** Sends a request with a header. */
    Exchange send(Map<String, Object> request, String header, String value) {
        return send(request, exchange -> exchange.getMessage().setHeader(header, value));
    }

    static Map<String, Object> request(String question) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", "fast");
        request.put("messages", List.of(Map.of("role", "user", "content", question)));
        return request;
    }

    static Map<String, Object> streamed(String question) {
        Map<String, Object> request = request(question);
        request.put("stream", true);
        return request;
    }

    static Map<String, Object> answer(String text, String finish) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text);
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", finish);
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", 7);
        usage.put("completion_tokens", 3);
        usage.put("total_tokens", 10);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", "chatcmpl-first");
        answer.put("object", "chat.completion");
        answer.put("created", 1_600_000_000L);
        answer.put("model", "m-1-2024");
        answer.put("choices", List.of(choice));
        answer.put("usage", usage);
        return answer;
    }

    /** A stream that says these words, and then how it ends; null for an end without a word of it. */
    static List<Map<String, Object>> chunks(@Nullable String finish, String... words) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        chunks.add(chunk(Map.of("role", "assistant", "content", ""), null));
        for (String word : words) {
            chunks.add(chunk(Map.of("content", word), null));
        }
        if (finish != null) {
            chunks.add(chunk(Map.of(), finish));
        }
        Map<String, Object> last = chunk(Map.of(), null);
        last.put("choices", List.of());
        last.put("usage", answer("", "stop").get("usage"));
        chunks.add(last);
        return chunks;
    }

    static Map<String, Object> chunk(Map<String, Object> delta, @Nullable String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        Map<String, Object> chunk = new LinkedHashMap<>();
        chunk.put("id", "chatcmpl-first");
        chunk.put("object", "chat.completion.chunk");
        chunk.put("created", 1_600_000_000L);
        chunk.put("model", "m-1-2024");
        chunk.put("choices", new ArrayList<>(List.of(choice)));
        return chunk;
    }

    static CacheVerdict verdict(Exchange exchange) {
        return exchange.getProperty(CacheVerdict.PROPERTY, CacheVerdict.class);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> whole(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        Object body = exchange.getMessage().getBody();
        return body instanceof ChatStream stream ? stream.collect() : (Map<String, Object>) body;
    }

    static String text(Exchange exchange) {
        Map<?, ?> choice = (Map<?, ?>) ((List<?>) whole(exchange).get("choices")).get(0);
        return (String) ((Map<?, ?>) choice.get("message")).get("content");
    }

    @Override
    public void close() {
        camel.stop();
    }
}
