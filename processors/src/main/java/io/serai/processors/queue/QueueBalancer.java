package io.serai.processors.queue;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import io.serai.api.media.ByteStream;
import io.serai.api.queue.QueueListener;
import io.serai.api.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer that lets so many calls run at a time, and the others wait for their turn in classes by weight: {@code
 * policy_rate_limited} only for those whose turn does not come in time, or who find their line full. A call runs until its answer has
 * ended. Where there are several steps they are asked in turn:
 *
 * <pre>{@code
 * - beans:
 *     - name: small-gpu-queue
 *       type: io.serai.processors.queue.QueueBalancer
 *       properties: {concurrency: 4, maxWait: 30s}
 * …
 * - loadBalance:
 *     customLoadBalancer: {ref: small-gpu-queue}
 *     steps:
 *       - to: {uri: ai:ollama/llama3.2}
 * }</pre>
 *
 * <p>One instance belongs to one place in a route. Runs on the calling thread and waits there.
 */
public final class QueueBalancer extends LoadBalancerSupport implements CamelContextAware, Explainable {

    /** Header: the name of the {@link PriorityClass} that a call belongs to. */
    public static final String PRIORITY = "SeraiPriority";

    private static final String NORMAL = "normal";
    private static final long ORIGIN = System.nanoTime();

    private List<PriorityClass> classes = PriorityClass.DEFAULT;
    private Optional<String> defaultClass = Optional.empty();
    private Optional<String> priority = Optional.empty();
    private Optional<String> name = Optional.empty();
    private int concurrency = 1;
    private int maxWaiting = 1000;
    private Duration maxWait = Duration.ofSeconds(60);
    private RateLimits rateLimits = RateLimits.PASSED_ON;
    private LongSupplier clock = () -> System.nanoTime() - ORIGIN;
    private WaitingRoom.Alarm alarm = (nanos, action) ->
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(action);
    private final AtomicInteger turn = new AtomicInteger();
    private @Nullable CamelContext camelContext;
    private @Nullable QueueListener listener;
    private @Nullable Expression classOf;
    private Map<String, Line> lines = Map.of();
    private @Nullable Line otherwise;
    private @Nullable WaitingRoom room;

    /** What becomes of a provider's own {@code provider_rate_limited}. */
    private enum RateLimits {
        PASSED_ON,
        WAITED_OUT
    }

    /** How many calls may run at a time; 1 by default. */
    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    /** How many calls of each class may wait; 1,000 by default. */
    public void setMaxWaiting(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** How long a call may wait, if its own deadline does not come first; a minute by default. */
    public void setMaxWait(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /** The classes and their weights, as in {@code interactive: 8, batch: 1}; by default {@link PriorityClass#DEFAULT}. */
    public void setClasses(String classes) {
        this.classes = PriorityClass.parse(classes);
    }

    /** The class of calls that name none, or one that is not known; by default {@code normal} where there is one, else the first. */
    public void setDefaultClass(String name) {
        this.defaultClass = Optional.of(name);
    }

    /** Which class a call belongs to, in Camel's simple language; by default the header {@value #PRIORITY}. */
    public void setPriority(String simple) {
        this.priority = Optional.of(simple);
    }

    /** What metrics and messages call this queue; by default the route's id. */
    public void setName(String name) {
        this.name = Optional.of(name);
    }

    /**
     * Whether a call that a provider refuses with {@code provider_rate_limited} goes back to the head of its line where the provider says
     * when to come back and that is in time; until then nobody else is sent there. Not by default.
     */
    public void setWaitOutRateLimits(boolean waitOut) {
        this.rateLimits = waitOut ? RateLimits.WAITED_OUT : RateLimits.PASSED_ON;
    }

    /** Who hears of the calls; by default that of the registry. */
    public void setListener(QueueListener listener) {
        this.listener = listener;
    }

    void setClock(LongSupplier clock) {
        this.clock = clock;
    }

    void setAlarm(WaitingRoom.Alarm alarm) {
        this.alarm = alarm;
    }

    /** How many calls run. */
    public int running() {
        return room == null ? 0 : room.running();
    }

    /** How many calls of a class wait. */
    public int waiting(String priorityClass) {
        Line line = lines.get(priorityClass);
        return line == null ? 0 : line.room().waiting(line.lane());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            serve(line(exchange), exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private void serve(Line line, Exchange exchange) {
        Cancellation known = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        Cancellation cancellation = known == null ? new Cancellation() : known;
        QueuedCall call = new QueuedCall(line, longestWait(exchange), cancellation);
        Permit permit = call.enter();
        boolean goesOn = false;
        try {
            trace(exchange, line, call.waited());
            Exchange asked = ask(exchange);
            Duration pause = pause(asked);
            while (pause != null && call.mayWait(pause)) {
                permit = call.again(permit, pause);
                asked = ask(exchange);
                pause = pause(asked);
            }
            goesOn = asked.getException() == null && hold(asked, permit, cancellation);
            if (asked != exchange) {
                ExchangeHelper.copyResults(exchange, asked);
            }
        } finally {
            if (!goesOn) {
                permit.release();
            }
        }
    }

    private static void trace(Exchange exchange, Line line, long waitedNanos) {
        Trace trace = exchange.getProperty(CallNames.TRACE, Trace.class);
        if (trace != null) {
            long millis = TimeUnit.NANOSECONDS.toMillis(waitedNanos);
            trace.judged("queue", "served", "class " + line.priority() + ", waited " + millis + " ms");
        }
    }

    /** A step that may be asked again does what it does to a copy. */
    private Exchange ask(Exchange exchange) {
        Exchange asked = rateLimits == RateLimits.WAITED_OUT ? ExchangeHelper.createCopy(exchange, true) : exchange;
        try {
            AsyncProcessor[] steps = doGetProcessors();
            steps[Math.floorMod(turn.getAndIncrement(), steps.length)].process(asked);
        } catch (Exception e) {
            asked.setException(e);
        }
        return asked;
    }

    /** How long to wait for another turn; null where there is no use in it, or no need. */
    private @Nullable Duration pause(Exchange asked) {
        if (rateLimits == RateLimits.PASSED_ON || asked.getException() == null) {
            return null;
        }
        SeraiException failure = SeraiException.of(asked.getException());
        return failure.kind() == ErrorKind.PROVIDER_RATE_LIMITED
                ? failure.retryAfter().orElse(null)
                : null;
    }

    /** Lets the permit go with an answer that goes on; false where the answer is complete. */
    private static boolean hold(Exchange answered, Permit permit, Cancellation cancellation) {
        Object body = answered.getMessage().getBody();
        if (body instanceof ChatStream stream) {
            answered.getMessage().setBody(new HeldStream(stream, permit));
        } else if (body instanceof ByteStream bytes) {
            answered.getMessage().setBody(new HeldBytes(bytes, permit));
        } else {
            return false;
        }
        // A stream that a route has dropped is neither read to its end nor closed.
        cancellation.whenAnswered(permit::release);
        return true;
    }

    private Duration longestWait(Exchange exchange) {
        Deadline whole = exchange.getProperty(CallNames.DEADLINE, Deadline.class);
        long rest = whole == null ? Long.MAX_VALUE : Math.max(0, whole.remainingNanos());
        return Duration.ofNanos(Math.min(maxWait.toNanos(), rest));
    }

    private Line line(Exchange exchange) {
        String named = classOf == null
                ? exchange.getMessage().getHeader(PRIORITY, String.class)
                : classOf.evaluate(exchange, String.class);
        Line line = named == null ? otherwise : lines.getOrDefault(named, otherwise);
        if (line == null) {
            throw new IllegalStateException("the load balancer is not started");
        }
        return line;
    }

    @Override
    public Map<String, Object> explain(Inquiry inquiry) {
        Line line = line((Exchange) inquiry.exchange());
        Map<String, Object> waiting = new LinkedHashMap<>();
        classes.forEach(each -> waiting.put(each.name(), waiting(each.name())));
        List<Object> targets = new ArrayList<>();
        for (int step = 0; step < doGetProcessors().length; step++) {
            targets.add(Map.of("step", step));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("queue", line.queue());
        told.put("priority", line.priority());
        told.put("concurrency", concurrency);
        told.put("running", running());
        told.put("waiting", waiting);
        told.put("max_wait_ms", maxWait.toMillis());
        told.put("targets", targets);
        return told;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (doGetProcessors().length == 0) {
            throw new IllegalArgumentException("expected a step behind the queue, found none");
        }
        if (camelContext != null && priority.isPresent()) {
            classOf = camelContext.resolveLanguage("simple").createExpression(priority.get());
            classOf.init(camelContext);
        }
        QueueListener heard = listener();
        String queue = name.orElse(getRouteId() == null ? "queue" : getRouteId());
        WaitingRoom opened = new WaitingRoom(new QueueLimits(concurrency, maxWaiting, maxWait), classes, clock, alarm);
        Map<String, Line> opening = new HashMap<>();
        for (int lane = 0; lane < classes.size(); lane++) {
            String named = classes.get(lane).name();
            opening.put(named, new Line(opened, lane, queue, named, heard, clock));
        }
        otherwise = opening.get(defaultClass());
        lines = Map.copyOf(opening);
        room = opened;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (room != null) {
            room.close();
        }
    }

    private String defaultClass() {
        List<String> names = classes.stream().map(PriorityClass::name).toList();
        String chosen = defaultClass.orElse(names.contains(NORMAL) ? NORMAL : names.get(0));
        if (!names.contains(chosen)) {
            throw new IllegalArgumentException(
                    "expected defaultClass to be one of " + names + ", found '" + chosen + "'");
        }
        return chosen;
    }

    private QueueListener listener() {
        if (listener == null && camelContext != null) {
            listener = CamelContextHelper.findSingleByType(camelContext, QueueListener.class);
        }
        return listener == null ? QueueListener.NONE : listener;
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
