package io.serai.processors.semantic;

import io.serai.api.call.CallNames;
import io.serai.api.call.Deadline;
import io.serai.api.call.Operation;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.meter.Purpose;
import io.serai.api.vector.Direction;
import io.serai.api.vector.Embeddings;
import io.serai.processors.check.SideCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Asks a model where texts point.
 *
 * @param model that embeds
 * @param timeout of one call
 */
record Embedder(SideCall model, Duration timeout) {

    /** Texts of one call: OpenAI takes 2,048 (platform.openai.com/docs/api-reference/embeddings), Cohere 96. */
    private static final int BATCH = 96;

    /** For a caller, on whose bill it is. */
    Direction of(String text, Exchange exchange) {
        if (exchange.getProperty(CallNames.METER) == null) {
            // Before the exchange is copied: what comes later is on the same bill.
            exchange.setProperty(CallNames.METER, meter(exchange.getContext(), Purpose.CALL));
        }
        return ask(List.of(text), ExchangeHelper.createCopy(exchange, true)).get(0);
    }

    /** For the gateway itself. */
    List<Direction> of(List<String> texts, CamelContext context) {
        Meter meter = meter(context, Purpose.UPKEEP);
        List<Direction> directions = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty(CallNames.METER, meter);
            directions.addAll(ask(texts.subList(from, Math.min(from + BATCH, texts.size())), exchange));
        }
        return directions;
    }

    private static Meter meter(CamelContext context, Purpose purpose) {
        MeterListener listener = CamelContextHelper.findSingleByType(context, MeterListener.class);
        return new Meter(listener == null ? MeterListener.NONE : listener, purpose);
    }

    private List<Direction> ask(List<String> texts, Exchange exchange) {
        Deadline own = Deadline.after(timeout);
        Deadline whole = exchange.getProperty(CallNames.DEADLINE, Deadline.class);
        exchange.setProperty(CallNames.DEADLINE, whole == null ? own : own.earlierOf(whole));
        exchange.getMessage().setHeader(CallNames.OPERATION, Operation.EMBED.label());
        exchange.getMessage().setHeader(CallNames.STREAM, false);
        exchange.getMessage().setBody(Embeddings.request(List.copyOf(texts)));
        model.send(exchange);
        List<float[]> vectors = Embeddings.vectors(exchange.getMessage().getBody());
        if (vectors.size() != texts.size()) {
            throw new ProviderException(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "The provider answered with " + vectors.size() + " embeddings for " + texts.size() + " texts.");
        }
        return vectors.stream().map(Direction::of).toList();
    }
}
