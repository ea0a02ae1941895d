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
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model where texts point.
 *
 * @param model that embeds
 * @param timeout of one call
 */
public record Embedder(SideCall model, Duration timeout) {

    /** Texts of one call: OpenAI takes 2,048 (platform.openai.com/docs/api-reference/embeddings), Cohere 96. */
    private static final int BATCH = 96;

    /**
     * What the model says.
     *
     * @param model as the answer names it, or empty
     * @param vectors of the texts, in their order, as they come
     */
    public record Answer(String model, List<float[]> vectors) {}

    /** For a caller, on whose bill it is. */
    Direction of(String text, Exchange exchange) {
        return Direction.of(ask(text, exchange).vectors().get(0));
    }

    /**
     * For a caller, on whose bill it is.
     *
     * @throws io.serai.api.error.SeraiException where there is no vector
     */
    public Answer ask(String text, Exchange exchange) {
        if (exchange.getProperty(CallNames.METER) == null) {
            // Before the exchange is copied: what comes later is on the same bill.
            exchange.setProperty(CallNames.METER, meter(exchange.getContext(), Purpose.CALL));
        }
        return ask(List.of(text), ExchangeHelper.createCopy(exchange, true));
    }

    /**
     * For the gateway itself.
     *
     * @param texts of one call
     * @throws io.serai.api.error.SeraiException where there are no vectors
     */
    public Answer ask(List<String> texts, CamelContext context) {
        return ask(texts, upkeep(context, meter(context, Purpose.UPKEEP)));
    }

    /** For the gateway itself. */
    List<Direction> of(List<String> texts, CamelContext context) {
        Meter meter = meter(context, Purpose.UPKEEP);
        List<Direction> directions = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
            ask(batch, upkeep(context, meter)).vectors().forEach(vector -> directions.add(Direction.of(vector)));
        }
        return directions;
    }

    private static Exchange upkeep(CamelContext context, Meter meter) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(CallNames.METER, meter);
        return exchange;
    }

    private static Meter meter(CamelContext context, Purpose purpose) {
        MeterListener listener = CamelContextHelper.findSingleByType(context, MeterListener.class);
        return new Meter(listener == null ? MeterListener.NONE : listener, purpose);
    }

    private Answer ask(List<String> texts, Exchange exchange) {
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
        return new Answer(name(exchange.getMessage().getBody()), vectors);
    }

    private static String name(@Nullable Object answer) {
        return answer instanceof Map<?, ?> map && map.get("model") instanceof String name ? name : "";
    }
}
