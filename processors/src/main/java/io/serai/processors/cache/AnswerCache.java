package io.serai.processors.cache;

import io.serai.api.call.AttemptCheck;
import io.serai.api.call.Operation;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.processors.cache.element.ElementwiseCache;
import io.serai.processors.cache.semantic.SemanticCache;
import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer with one step, whose answers it keeps: an equal call is answered without it, and equal calls at the same time are one. It
 * wraps any step that answers chats, embeddings or rankings, a whole workflow too:
 *
 * <pre>{@code
 * - beans:
 *     - name: faq-cache
 *       type: io.serai.processors.cache.AnswerCache
 *       properties: {ttl: 10m}
 * …
 * - loadBalance:
 *     customLoadBalancer: {ref: faq-cache}
 *     steps:
 *       - to: {uri: model:faq}
 * }</pre>
 *
 * <p>Answers are given within a {@link CacheScope} only, by default to the caller's tenant, and only where all is equal that can change them;
 * see {@link CallKeys}. What is kept is said by {@link KeptAnswers}; what comes from a fallback is not, see {@link Provenance}. What clients
 * may say is told by {@link ClientWish}. A call that is none of these operations, or whose body is no map in canonical form, passes by.
 *
 * <p>One instance belongs to one place in a route. Runs on the calling thread and waits there.
 */
public final class AnswerCache extends LoadBalancerSupport implements CamelContextAware, Explainable {

    private static final long OWN_BYTES = 64L * 1024 * 1024;

    private CacheMode mode = CacheMode.READ_WRITE;
    private Duration ttl = Duration.ofHours(1);
    private Duration stale = Duration.ZERO;
    private long maxSize = 256 * 1024;
    private CacheScope scope = CacheScope.TENANT;
    private Set<String> ignore = Set.of();
    private List<Predicate> conditions = List.of();
    private double maxTemperature = 1;
    private Set<String> finishReasons = Set.of("stop", "tool_calls", "function_call");
    private Set<String> tags = Set.of();
    private Duration pace = Duration.ZERO;
    private Optional<String> name = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<String> embeddings = Optional.empty();
    private double threshold;
    private Optional<Lookalikes> lookalikes = Optional.empty();
    private InstantSource clock = InstantSource.system();
    private PacedStream.Pause pause = PacedStream.Pause.REAL;
    private @Nullable CacheSpace space;
    private @Nullable CamelContext camelContext;
    private @Nullable ExecutorService executor;
    private @Nullable Refresher refresher;
    private volatile @Nullable CachePlan plan;

    /** {@code read-write} by default; {@code read} gives what others have kept, {@code write} keeps for others, {@code off} does nothing. */
    public void setMode(String mode) {
        this.mode = CacheMode.named(mode);
    }

    /** How long an answer is given again; an hour by default. */
    public void setTtl(Duration ttl) {
        this.ttl = ttl;
    }

    /** How long after that it still is, while a new one is made in the background; by default not at all. */
    public void setStale(Duration stale) {
        this.stale = stale;
    }

    /** The largest answer that is kept, in bytes as JSON; 256 KiB by default. */
    public void setMaxSize(long bytes) {
        this.maxSize = bytes;
    }

    /** Who shares answers: {@code shared}, {@code tenant} (the default), {@code team}, {@code application}, {@code key}, {@code user}. */
    public void setScope(String scope) {
        try {
            this.scope = CacheScope.valueOf(scope.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a cache's scope to be one of " + scopes() + ", found '" + scope + "'", e);
        }
    }

    /** Members of requests that are not part of the key, separated by commas, besides those that say how an answer comes. */
    public void setIgnore(String members) {
        this.ignore = words(members);
    }

    /**
     * By which the step below chooses who answers, where they look at more than the request: which of them hold for a call is part of the
     * key. Asked of each call, so quick; by default none.
     */
    public void setConditions(List<Predicate> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** Requests with a higher temperature pass by; 1 by default. One that names none is not higher. */
    public void setMaxTemperature(double maxTemperature) {
        this.maxTemperature = maxTemperature;
    }

    /** Which ends of answers are good ones, separated by commas; {@code stop, tool_calls, function_call} by default. */
    public void setFinishReasons(String reasons) {
        this.finishReasons = words(reasons);
    }

    /** With what all answers are tagged, beside the tags of their calls, separated by commas: for purges. */
    public void setTags(String tags) {
        this.tags = words(tags);
    }

    /** The time between two words where an answer is replayed as a stream; by default it comes at once. */
    public void setPace(Duration pace) {
        this.pace = pace;
    }

    /** What explanations and messages call this cache; by default, and where it is empty, the route's id. */
    public void setName(String name) {
        this.name = said(name);
    }

    /**
     * Part of all keys: answers of another version are not given. By default, and where it is empty, it changes with the definition of the
     * route, and of the route that uses it, where it is in a Kamelet.
     */
    public void setVersion(String version) {
        this.version = said(version);
    }

    /** Who tells what questions mean, such as {@code model:embedder}; nobody by default, and where it is empty. */
    public void setEmbeddings(String uri) {
        this.embeddings = said(uri);
    }

    /** How near two questions must be to mean the same, from 0 to 1; by default, and where it is 0, what suits the embedding model. */
    public void setThreshold(double threshold) {
        this.threshold = threshold;
    }

    /** What finds questions that mean the same; by default only equal ones are. Started and stopped with the cache. */
    public void setLookalikes(Lookalikes lookalikes) {
        this.lookalikes = Optional.of(lookalikes);
    }

    /** Where answers are kept; by default that of the registry, else the cache's own memory of 64 MiB. */
    public void setSpace(CacheSpace space) {
        this.space = space;
    }

    void setClock(InstantSource clock) {
        this.clock = clock;
    }

    void setPause(PacedStream.Pause pause) {
        this.pause = pause;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CachePlan known = plan;
        if (known == null) {
            exchange.setException(new IllegalStateException("the load balancer is not started"));
        } else {
            try {
                serve(known, exchange, doGetProcessors()[0]);
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
        }
        callback.done(true);
        return true;
    }

    private void serve(CachePlan known, Exchange exchange, AsyncProcessor step) {
        AskedCall call = mode == CacheMode.OFF ? null : AskedCall.in(exchange).orElse(null);
        if (call == null) {
            pass(exchange, step);
            return;
        }
        ClientWish wish = ClientWish.of(exchange.getMessage());
        String whose = scope.of(call.caller()).orElse(null);
        if (wish.isNone() || whose == null || !known.policy().suits(call.request())) {
            bypass(known, call, step);
        } else if (call.operation() == Operation.CHAT) {
            CacheKey key = known.keys().of(whose, call);
            boolean isStale = new CacheRun(known, call, key, wish, step).run();
            Refresher making = refresher;
            if (isStale && making != null && mode.writes() && wish.writes()) {
                making.refresh(known, call, key, step);
            }
        } else if (!new ElementRun(known, call, whose, wish, step).run()) {
            bypass(known, call, step);
        }
    }

    private static void bypass(CachePlan known, AskedCall call, AsyncProcessor step) {
        known.accounts().judge(call, CacheVerdict.BYPASS, () -> "");
        pass(call.exchange(), step);
        Accounts.leave(call.exchange(), CacheVerdict.BYPASS);
    }

    private static void pass(Exchange exchange, AsyncProcessor step) {
        try {
            step.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        CachePlan known = plan;
        return known == null
                ? Map.of()
                : new CacheExplanation(name(), known).told((Exchange) inquiry.exchange(), doGetProcessors()[0]);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (doGetProcessors().length != 1) {
            throw new IllegalArgumentException(
                    "expected one step below the cache " + name() + ", found " + doGetProcessors().length);
        }
        CacheSpace kept = space();
        if (scope.compareTo(kept.widest()) < 0) {
            throw new IllegalArgumentException("the cache " + name() + " has the scope " + label(scope)
                    + ", but the widest that is allowed here is " + label(kept.widest()));
        }
        lookalikes = lookalikes.or(() -> embeddings.map(uri -> semantic(uri, kept)));
        CachePolicy policy =
                new CachePolicy(mode, ttl, stale, maxSize, scope, ignore, maxTemperature, finishReasons, tags, pace);
        plan = new CachePlan(
                policy,
                new CallKeys(version(), ignore, conditions),
                kept,
                new KeptAnswers(policy),
                accounts(),
                new ElementwiseCache(clock::millis),
                lookalikes,
                clock,
                pause);
        ServiceHelper.startService(lookalikes.orElse(null));
        if (camelContext != null && !stale.isZero()) {
            ExecutorService threads = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "refresh");
            executor = threads;
            refresher = new Refresher(threads);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        ServiceHelper.stopService(lookalikes.orElse(null));
        refresher = null;
        if (executor != null && camelContext != null) {
            camelContext.getExecutorServiceManager().shutdown(executor);
            executor = null;
        }
    }

    private SemanticCache semantic(String uri, CacheSpace kept) {
        SemanticCache semantic = new SemanticCache();
        semantic.setCamelContext(camelContext);
        semantic.setNotes(kept.notes());
        semantic.setName(name());
        semantic.setEmbeddings(uri);
        if (threshold > 0) {
            semantic.setThreshold(threshold);
        }
        return semantic;
    }

    private CacheSpace space() {
        if (space == null && camelContext != null) {
            space = CacheSpace.bound(camelContext);
        }
        if (space == null) {
            LocalCacheStore store = new LocalCacheStore(OWN_BYTES, clock);
            space = new CacheSpace(store, new LocalNotes(store), FlightBoard.ALONE, CacheScope.TENANT);
        }
        return space;
    }

    private Accounts accounts() {
        if (camelContext == null) {
            return new Accounts(AttemptCheck.ALLOWED, List.of());
        }
        AttemptCheck check = CamelContextHelper.findSingleByType(camelContext, AttemptCheck.class);
        return new Accounts(
                check == null ? AttemptCheck.ALLOWED : check,
                List.copyOf(camelContext.getRegistry().findByType(CacheListener.class)));
    }

    private String version() {
        // Looked at in any case: it finds a Kamelet whose steps would be mixed up.
        String ofRoute = camelContext == null ? "" : RouteVersion.of(camelContext, getRouteId(), this);
        return version.orElse(ofRoute);
    }

    private String name() {
        return name.orElse(getRouteId() == null ? "cache" : getRouteId());
    }

    private static String label(CacheScope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> scopes() {
        return Arrays.stream(CacheScope.values()).map(AnswerCache::label).toList();
    }

    private static Optional<String> said(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
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
