package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.api.standing.AnswerForm;
import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultExchange;

/**
 * Tries targets that rest after failures, each by a chat of one token, so that one that is well again does not rest to the end of its time.
 * Those that have said themselves how long are left alone, as are those that callers try.
 */
final class Probe implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<String, Object> REQUEST =
            Map.of("messages", List.of(Map.of("role", "user", "content", "Hi")), "max_tokens", 1);

    private final Targets targets;
    private final AsyncProcessor[] steps;
    private final Cooldown cooldown;
    private final LongSupplier clock;
    private final CamelContext context;

    Probe(Targets targets, AsyncProcessor[] steps, Cooldown cooldown, LongSupplier clock, CamelContext context) {
        this.targets = targets;
        this.steps = steps;
        this.cooldown = cooldown;
        this.clock = clock;
        this.context = context;
    }

    @Override
    public void run() {
        for (int i = 0; i < targets.count(); i++) {
            Standing standing = targets.standing(i);
            long now = clock.getAsLong();
            if (!standing.rests(now).isZero() && standing.enterEarly(now)) {
                standing.begin();
                ask(steps[i], new Visit(standing, cooldown, AnswerForm.WHOLE, clock));
            }
        }
    }

    private void ask(AsyncProcessor step, Visit visit) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(REQUEST);
        exchange.getMessage().setHeader(CallNames.OPERATION, Operation.CHAT.label());
        exchange.getMessage().setHeader(CallNames.STREAM, false);
        exchange.setProperty(CallNames.DEADLINE, Deadline.after(PATIENCE));
        exchange.setProperty(CallNames.METER, new Meter(listener(), Purpose.UPKEEP));
        try {
            step.process(exchange);
            if (exchange.getException() == null) {
                visit.succeeded();
            } else {
                visit.failed(SeraiException.of(exchange.getException()));
            }
        } catch (Exception e) {
            visit.failed(SeraiException.of(e));
        } finally {
            // An error that is nobody's leaves the target as it was.
            visit.abandoned();
        }
    }

    private MeterListener listener() {
        MeterListener known = CamelContextHelper.findSingleByType(context, MeterListener.class);
        return known == null ? MeterListener.NONE : known;
    }
}
