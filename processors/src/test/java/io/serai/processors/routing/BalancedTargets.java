package io.serai.processors.routing;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.LoadBalanceDefinition;
import org.junit.jupiter.api.AfterEach;

/** Calls through a balancer in a route, with targets that answer or fail as a test says, by a clock of its own unless it sets another. */
abstract class BalancedTargets {

    final DefaultCamelContext camel = new DefaultCamelContext();
    final AtomicLong now = new AtomicLong();
    LongSupplier clock = now::get;
    final Map<String, Supplier<Object>> targets = new HashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final ThreadLocal<Exchange> current = new ThreadLocal<>();
    final TargetBalancer balancer = new TargetBalancer();

    @AfterEach
    void stop() {
        camel.stop();
    }

    void route(Role... roles) throws Exception {
        balancer.setClock(clock);
        balancer.setRoles(List.of(roles));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                LoadBalanceDefinition balanced =
                        from("direct:in").errorHandler(noErrorHandler()).loadBalance(balancer);
                for (int i = 0; i < roles.length; i++) {
                    balanced = balanced.to("direct:" + (char) ('a' + i));
                    String name = "" + (char) ('a' + i);
                    from("direct:" + name).errorHandler(noErrorHandler()).process(exchange -> {
                        current.set(exchange);
                        exchange.getMessage().setBody(answer(name));
                    });
                }
            }
        });
        camel.start();
    }

    private Object answer(String name) {
        asked.add(name);
        return targets.getOrDefault(name, () -> whole(name)).get();
    }

    static Map<String, Object> whole(String text) {
        return Map.of("choices", List.of(Map.of("message", Map.of("role", "assistant", "content", text))));
    }

    Exchange call() {
        return call(Map.of());
    }

    Exchange call(Map<String, Object> properties) {
        return camel.createProducerTemplate().send("direct:in", exchange -> {
            properties.forEach(exchange::setProperty);
            exchange.getMessage().setBody(Map.of("messages", List.of()));
        });
    }

    void fails(String name, ErrorKind kind) {
        targets.put(name, () -> {
            throw new ProviderException(kind, "broken on purpose");
        });
    }

    static Map<String, Object> chunk(Map<String, Object> delta) {
        return Map.of("choices", List.of(Map.of("index", 0, "delta", delta)));
    }

    /** Chunks, then a failure. */
    static ChatStream broken(List<Map<String, Object>> chunks) {
        Iterator<Map<String, Object>> rest = chunks.iterator();
        return new ChatStream() {
            @Override
            protected Map<String, Object> read() {
                if (rest.hasNext()) {
                    return rest.next();
                }
                throw new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "cut on purpose");
            }

            @Override
            public void close() {}
        };
    }
}
