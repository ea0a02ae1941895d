package io.serai.processors.routing;

import static org.awaitility.Awaitility.await;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.chat.Usage;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Standing;
import io.serai.processors.routing.ModelGraph.Child;
import io.serai.processors.routing.ModelGraph.Model;
import io.serai.processors.routing.RandomCalls.Call;
import io.serai.processors.routing.RandomCalls.Reader;
import io.serai.processors.routing.RandomCalls.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** A graph of models whose targets follow a script, on a clock of its own, and what was done there. */
final class Stage implements AutoCloseable {

    private static final String ROUND = "StageRound";
    private static final String LINE = "StageLine";
    /** Long enough to be overtaken, short enough for thousands. */
    private static final long HANG_MILLIS = 3;

    private final CamelContext camel;
    private final Story story;
    private final AtomicLong clock = new AtomicLong();
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final Map<String, Long> toldUntil = new ConcurrentHashMap<>();
    private final List<TargetBalancer> balancers = new ArrayList<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final boolean orderly;
    private final AsyncProcessor entrance;

    /** How its calls are made. */
    enum Traffic {
        ONE_BY_ONE,
        AT_ONCE
    }

    Stage(CamelContext camel, Story story, Traffic traffic) {
        this.camel = camel;
        this.story = story;
        this.orderly = traffic == Traffic.ONE_BY_ONE && !story.model().hedges();
        this.entrance = balancer(story.model());
    }

    /** What was wrong so far. */
    Queue<String> complaints() {
        return complaints;
    }

    Map<String, Standing> standings() {
        return standings;
    }

    private Standing standing(String name) {
        return standings.computeIfAbsent(name, unknown -> new Standing());
    }

    private AsyncProcessor balancer(Model model) {
        TargetBalancer balancer = new TargetBalancer();
        balancer.setCamelContext(camel);
        balancer.setClock(clock::get);
        // Retries that wait for nothing.
        balancer.setRandom(() -> () -> 0);
        balancer.setStandings(this::standing);
        balancer.setStrategy(model.strategy());
        balancer.setRetries(model.retries());
        balancer.setCooldown(model.cooldown());
        model.hedge().ifPresent(balancer::setHedge);
        balancer.setTargets(
                model.children().stream().map(child -> Target.of(child.name())).toList());
        balancer.setRoles(model.children().stream().map(Child::role).toList());
        for (int i = 0; i < model.children().size(); i++) {
            balancer.addProcessor(new Place(model, i));
        }
        balancer.start();
        balancers.add(balancer);
        return balancer;
    }

    /** What is known of one call. */
    final class Line {
        private final Cancellation cancellation = new Cancellation();
        private final AtomicInteger attempts = new AtomicInteger();
        private final Queue<ScriptedStream> streams = new ConcurrentLinkedQueue<>();
        private @Nullable SeraiException failure;
        private @Nullable Object body;

        int attempts() {
            return attempts.get();
        }

        /** Streams that somebody still holds open. */
        long open() {
            return streams.stream().filter(stream -> !stream.isOver()).count();
        }

        @Nullable
        SeraiException failure() {
            return failure;
        }

        @Nullable
        Object body() {
            return body;
        }
    }

    /** Makes a call and reads what comes of it, as its caller does. */
    Line call(Call call) {
        clock.addAndGet(Duration.ofMillis(call.laterByMillis()).toNanos());
        Map<String, Long> restsBefore = rests();
        Map<String, Integer> askedBefore = asked();
        Line line = new Line();
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(CallNames.CANCEL, line.cancellation);
        exchange.setProperty(LINE, line);
        exchange.getMessage().setHeader(CallNames.STREAM, call.stream());
        exchange.getMessage().setBody(Map.of("messages", List.of()));
        round(story.model(), entrance, exchange);
        line.failure = exchange.getException(SeraiException.class);
        line.body = exchange.getMessage().getBody();
        // Whoever lost against another has nothing open any more.
        soon(() -> line.open() <= 1);
        int before = line.attempts();
        if (line.failure == null && line.body instanceof ChatStream stream) {
            read(stream, call.reader());
        } else if (line.failure != null) {
            line.cancellation.cancel();
        }
        line.cancellation.answered();
        if (orderly && line.attempts() != before) {
            complaints.add("somebody was asked after the first content");
        }
        if (orderly) {
            check(restsBefore, askedBefore);
        }
        return line;
    }

    /** Waits only where there is something to wait for: waiting takes a thread of its own each time. */
    static void soon(BooleanSupplier holds) {
        if (!holds.getAsBoolean()) {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(holds::getAsBoolean);
        }
    }

    /** Until when each rests; 0 for who does not. */
    private Map<String, Long> rests() {
        Map<String, Long> rests = new HashMap<>();
        standings.forEach((name, standing) -> rests.put(name, standing.rests(0).toNanos()));
        return rests;
    }

    private Map<String, Integer> asked() {
        Map<String, Integer> counts = new HashMap<>();
        asked.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    /** A rest gets longer, or is over because the one who rested has answered. */
    private void check(Map<String, Long> restsBefore, Map<String, Integer> askedBefore) {
        Map<String, Long> restsNow = rests();
        Map<String, Integer> askedNow = asked();
        restsBefore.forEach((name, before) -> {
            long after = restsNow.get(name);
            boolean wasAsked = !askedNow.getOrDefault(name, 0).equals(askedBefore.getOrDefault(name, 0));
            if (after < before && (after != 0 || !wasAsked)) {
                complaints.add("a rest was shortened: " + name);
            }
        });
    }

    private static void read(ChatStream stream, Reader reader) {
        if (reader == Reader.FORGETS_IT) {
            return;
        }
        try (stream) {
            while (stream.hasNext()) {
                stream.next();
                if (reader == Reader.CLOSES_EARLY) {
                    return;
                }
            }
        } catch (SeraiException e) {
            // As its script says; the log of the stream has it.
            return;
        }
    }

    private void round(Model model, AsyncProcessor balancer, Exchange exchange) {
        RoundLog outer = exchange.getProperty(ROUND, RoundLog.class);
        RoundLog round = new RoundLog(model, this::standing, clock.get());
        exchange.setProperty(ROUND, round);
        try {
            balancer.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        exchange.setProperty(ROUND, outer);
        if (!orderly) {
            return;
        }
        if (exchange.getException() == null) {
            round.answered();
        } else {
            round.failed(SeraiException.of(exchange.getException()));
        }
        complaints.addAll(round.complaints());
    }

    /** One place in a model, below its balancer. */
    private final class Place extends AsyncProcessorSupport {
        private final Model model;
        private final int position;
        private final Child child;
        private final @Nullable AsyncProcessor inner;

        Place(Model model, int position) {
            this.model = model;
            this.position = position;
            this.child = model.children().get(position);
            this.inner = child.node() instanceof Model nested ? balancer(nested) : null;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            RoundLog round = exchange.getProperty(ROUND, RoundLog.class);
            asked.computeIfAbsent(child.name(), name -> new AtomicInteger()).incrementAndGet();
            if (orderly) {
                round.begins(position);
                check(exchange.getProperty(LINE, Line.class));
            }
            if (inner == null) {
                play(exchange);
            } else {
                round((Model) child.node(), inner, exchange);
            }
            if (exchange.getException() != null) {
                fails(round, SeraiException.of(exchange.getException()));
            }
            callback.done(true);
            return true;
        }

        private void check(Line line) {
            if (line.open() > 0) {
                complaints.add("a stream that broke is still open when another is asked: " + child.name());
            }
            if (line.streams.stream().anyMatch(ScriptedStream::hasSpoken)) {
                complaints.add("asked after content: " + child.name());
            }
            if (clock.get() < toldUntil.getOrDefault(child.name(), 0L)) {
                complaints.add(model.name() + ": asked before it said: " + child.name());
            }
        }

        /** Whoever says when to come back is not asked before. */
        private void fails(RoundLog round, SeraiException failure) {
            failure.retryAfter()
                    .filter(wait -> counts(failure.kind()))
                    .ifPresent(wait -> toldUntil.merge(child.name(), clock.get() + wait.toNanos(), Math::max));
            if (orderly) {
                round.fails(failure);
            }
        }

        private void play(Exchange exchange) {
            Line line = exchange.getProperty(LINE, Line.class);
            line.attempts.incrementAndGet();
            List<Behaviour> script = story.scripts().get(child.name());
            int turn = turns.computeIfAbsent(child.name(), name -> new AtomicInteger())
                    .getAndIncrement();
            Behaviour behaviour = script.get(turn % script.size());
            try {
                exchange.getMessage().setBody(said(behaviour, exchange, line));
            } catch (SeraiException e) {
                exchange.setException(e);
            }
        }

        private Object said(Behaviour behaviour, Exchange exchange, Line line) {
            Cancellation cancellation = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
            boolean streamed = exchange.getMessage().getHeader(CallNames.STREAM, false, Boolean.class);
            switch (behaviour.what()) {
                case HANGS:
                    throw hang(cancellation);
                case IS_LEFT:
                    line.cancellation.cancel();
                    throw gone();
                case FAILS:
                    throw behaviour.failure(child.name());
                default:
                    break;
            }
            if (streamed) {
                RoundLog round = exchange.getProperty(ROUND, RoundLog.class);
                ScriptedStream stream = new ScriptedStream(child.name(), behaviour, failure -> fails(round, failure));
                line.streams.add(stream);
                cancellation.whenAnswered(stream::close);
                return stream;
            }
            if (behaviour.what() != Behaviour.What.ANSWERS) {
                throw behaviour.failure(child.name());
            }
            return Map.of(
                    "choices", List.of(Map.of("message", Map.of("content", child.name()))),
                    "usage", Usage.of(1, 2).map());
        }

        private SeraiException hang(Cancellation cancellation) {
            CountDownLatch givenUp = new CountDownLatch(1);
            try (Cancellation.Registration waiting = cancellation.onCancel(givenUp::countDown)) {
                return givenUp.await(HANG_MILLIS, TimeUnit.MILLISECONDS)
                        ? gone()
                        : new ProviderException(ErrorKind.PROVIDER_TIMEOUT, child.name() + " hangs");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return gone();
            }
        }
    }

    private static SeraiException gone() {
        return new CallerException(ErrorKind.CALLER_GONE, "gone");
    }

    private static boolean counts(ErrorKind kind) {
        return switch (kind) {
            case PROVIDER_RATE_LIMITED,
                    PROVIDER_TIMEOUT,
                    PROVIDER_UNAVAILABLE,
                    PROVIDER_BAD_RESPONSE,
                    GATEWAY_OVERLOADED -> true;
            default -> false;
        };
    }

    long now() {
        return clock.get();
    }

    @Override
    public void close() {
        balancers.forEach(TargetBalancer::stop);
    }
}
