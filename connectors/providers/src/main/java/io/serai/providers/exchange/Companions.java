package io.serai.providers.exchange;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Tags;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;

/** What travels with a call, found on the exchange or, where a call did not come through a front end, put there. */
public final class Companions {

    private Companions() {}

    /** The meter of the request; a new one, told to the listener of the registry, where none travels yet. */
    public static Meter meter(Exchange exchange) {
        Meter known = exchange.getProperty(CallNames.METER, Meter.class);
        if (known == null) {
            MeterListener listener = CamelContextHelper.findSingleByType(exchange.getContext(), MeterListener.class);
            known = new Meter(listener == null ? MeterListener.NONE : listener);
            exchange.setProperty(CallNames.METER, known);
        }
        return known;
    }

    /** When the whole request gives up. */
    public static Deadline deadline(Exchange exchange) {
        Deadline known = exchange.getProperty(CallNames.DEADLINE, Deadline.class);
        return known == null ? Deadline.NEVER : known;
    }

    /** What tells that the client has gone. */
    public static Cancellation cancellation(Exchange exchange) {
        Cancellation known = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        if (known == null) {
            known = new Cancellation();
            exchange.setProperty(CallNames.CANCEL, known);
        }
        return known;
    }

    /** The tags of the caller and of its request. */
    public static Set<String> tags(Exchange exchange) {
        return Tags.of(
                exchange.getProperty(CallNames.CALLER, Caller.class),
                exchange.getMessage().getHeader(CallNames.TAGS, String.class));
    }

    /** Runs once the request has been answered; of a call that came through no front end, once its route has ended. */
    public static void whenDone(Exchange exchange, Runnable action) {
        Cancellation known = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        UnitOfWork work = exchange.getUnitOfWork();
        if (known != null || work == null) {
            cancellation(exchange).whenAnswered(action);
        } else {
            work.addSynchronization(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    action.run();
                }
            });
        }
    }
}
