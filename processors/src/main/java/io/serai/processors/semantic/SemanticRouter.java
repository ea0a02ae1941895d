package io.serai.processors.semantic;

import io.serai.api.call.CallNames;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Inquiry;
import io.serai.api.trace.Decision.Turn;
import io.serai.api.trace.Trace;
import io.serai.api.vector.Direction;
import io.serai.processors.check.SideCall;
import io.serai.processors.routing.Addressing;
import io.serai.processors.semantic.Landmarks.Landmark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which of several routes a request belongs to: the one of whose examples one comes nearest to the last message of the user,
 * if it comes near enough. Where none does, or the embedding fails, it is the default. As a step it leaves the name in the header {@value
 * #ROUTE}; as an expression it gives the name:
 *
 * <pre>{@code
 * - beans:
 *     - name: topics
 *       type: io.serai.processors.semantic.SemanticRouter
 *       properties:
 *         embeddings: model:embedder
 *         otherwise: general
 *         routes:
 *           code: |
 *             Why does this loop never end?
 *             Write a function that sorts a list.
 *           travel: |
 *             Which train goes to Vienna?
 * …
 * - process: {ref: topics}
 * - choice:
 *     when:
 *       - simple: ${header.SeraiRoute} == 'code'
 *
 * - toD: model:${bean:topics?method=route}
 * }</pre>
 *
 * <p>The examples are embedded once, with the first request. Thread-safe.
 */
public final class SemanticRouter implements Processor, CamelContextAware, Addressing {

    /** Header: the name of the route that a request belongs to. */
    public static final String ROUTE = "SeraiRoute";

    private static final Logger LOG = LoggerFactory.getLogger(SemanticRouter.class);

    /** How long the examples are not tried again after a failure. */
    private static final Duration REST = Duration.ofSeconds(5);

    /** Characters of a text that are looked at, about 2,000 tokens: what somebody wants is seldom said at the end of a long text alone. */
    private static final int LOOKED_AT = 8_000;

    private Map<String, Object> routes = new LinkedHashMap<>();
    private Optional<SideCall> embeddings = Optional.empty();
    private String otherwise = "default";
    private double threshold = 0.3;
    private Duration timeout = Duration.ofSeconds(5);
    private RecentDirections recent = new RecentDirections(256);
    private Once<Landmarks> landmarks = new Once<>(System::nanoTime, REST);
    private @Nullable CamelContext camelContext;

    /** Who embeds: {@code model:embedder}, {@code ai:openai/text-embedding-3-small?operation=embed}. */
    public void setEmbeddings(String uri) {
        this.embeddings = Optional.of(new SideCall(uri));
    }

    /** Examples of what is said on each route, by its name: a list of texts, or a text of which each line is one. Not copied. */
    public void setRoutes(Map<String, Object> examples) {
        this.routes = examples;
    }

    /** Where Camel puts the examples of a route file, one by one, after it has set the map. */
    public Map<String, Object> getRoutes() {
        return routes;
    }

    /** The route of requests that are like no example; {@code default} by default. */
    public void setOtherwise(String route) {
        this.otherwise = route;
    }

    /** How near is near enough: a cosine, 0.3 by default. What is right depends on the model that embeds. */
    public void setThreshold(double cosine) {
        if (!(cosine >= -1 && cosine <= 1)) {
            throw new IllegalArgumentException("expected a threshold from -1 to 1, found " + cosine);
        }
        this.threshold = cosine;
    }

    /** How long an embedding may take, before the default is chosen; 5 seconds by default. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** How many texts' vectors are remembered; 256 by default. */
    public void setRemembered(int texts) {
        this.recent = new RecentDirections(texts);
    }

    void setClock(LongSupplier clock) {
        this.landmarks = new Once<>(clock, REST);
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setHeader(ROUTE, route(exchange));
    }

    /** The name of the route that a request belongs to. */
    public String route(Exchange exchange) {
        return target(exchange).orElse(otherwise);
    }

    /** The name of the route that a request belongs to; empty where it is like no example, or that can't be found out. */
    @Override
    public Optional<String> target(Exchange exchange) {
        String text = text(exchange.getMessage().getBody());
        if (text.isBlank() || routes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Embedder embedder = embedder();
            Optional<Nearest> found =
                    landmarks.get(() -> landmarks(embedder), timeout).nearest(direction(text, exchange));
            LOG.debug("{}", found);
            Optional<String> chosen =
                    found.filter(nearest -> nearest.score() >= threshold).map(Nearest::route);
            trace(exchange, chosen.orElse(otherwise), found.map(Nearest::told).orElse(""));
            return chosen;
        } catch (SeraiException | Once.Unavailable e) {
            LOG.debug("No route by meaning: {}", e.getMessage());
            trace(exchange, otherwise, "not embedded");
            return Optional.empty();
        }
    }

    /** Embeds nothing: where the request or the examples have not been embedded lately, its way is null. */
    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        String text = text(inquiry.request());
        boolean usual = text.isBlank() || routes.isEmpty();
        Optional<Nearest> found = usual ? Optional.empty() : known(text);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("routes", List.copyOf(routes.keySet()));
        told.put("otherwise", otherwise);
        told.put("threshold", threshold);
        told.put("way", usual ? otherwise : null);
        found.ifPresent(nearest -> {
            told.put("way", nearest.score() >= threshold ? nearest.route() : otherwise);
            told.put("nearest", nearest.route());
            told.put("score", nearest.score());
        });
        return told;
    }

    /** Where the request and the examples have been embedded lately. */
    @Override
    public Optional<String> foreseen(Inquiry inquiry) {
        return known(text(inquiry.request()))
                .filter(nearest -> nearest.score() >= threshold)
                .map(Nearest::route);
    }

    private Optional<Nearest> known(String text) {
        return recent.of(text).flatMap(known -> landmarks.known().flatMap(all -> all.nearest(known)));
    }

    private static void trace(Exchange exchange, String route, String why) {
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            trace.note("semantic-router", Turn.WAY, route, why);
        }
    }

    private Direction direction(String text, Exchange exchange) {
        Optional<Direction> known = recent.of(text);
        if (known.isPresent()) {
            return known.get();
        }
        Direction asked = embedder().of(text, exchange);
        recent.add(text, asked);
        return asked;
    }

    private Landmarks landmarks(Embedder embedder) {
        List<String> names = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        routes.forEach((route, examples) -> texts(route, examples).forEach(example -> {
            names.add(route);
            texts.add(example);
        }));
        CamelContext context = camelContext;
        if (context == null) {
            throw new IllegalStateException("expected to be used in a Camel context");
        }
        List<Direction> directions = directions(embedder, texts, context);
        List<Landmark> found = new ArrayList<>();
        for (int i = 0; i < directions.size(); i++) {
            found.add(new Landmark(names.get(i), directions.get(i)));
        }
        return new Landmarks(found);
    }

    private static List<Direction> directions(Embedder embedder, List<String> texts, CamelContext context) {
        try {
            return embedder.of(texts, context);
        } catch (SeraiException e) {
            LOG.warn(
                    "The examples of a semantic router can't be embedded; until they are, requests take its default route: {}",
                    e.getMessage());
            throw e;
        }
    }

    private Embedder embedder() {
        return new Embedder(
                embeddings.orElseThrow(() -> new IllegalStateException(
                        "expected 'embeddings' to say which model embeds, such as model:embedder; found nothing")),
                timeout);
    }

    private static String text(@Nullable Object body) {
        String text = "";
        if (body instanceof Map<?, ?> request) {
            text = new ChatRequest(cast(request)).lastUserText();
        } else if (body instanceof List<?> messages) {
            text = ChatRequest.ofMessages(messages).lastUserText();
        } else if (body instanceof CharSequence written) {
            text = written.toString();
        }
        return text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    }

    private static List<String> texts(String route, @Nullable Object examples) {
        List<String> texts = new ArrayList<>();
        if (examples instanceof Iterable<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each).strip()));
        } else if (examples != null) {
            examples.toString().lines().map(String::strip).forEach(texts::add);
        }
        texts.removeIf(String::isEmpty);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("expected examples of the route '" + route + "', found none");
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
