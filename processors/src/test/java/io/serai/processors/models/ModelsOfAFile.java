package io.serai.processors.models;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Models of a file as routes, over models of a test. */
abstract class ModelsOfAFile {

    static final Set<String> HAND_WRITTEN = Set.of("a", "b", "c", "d");

    final DefaultCamelContext camel = new DefaultCamelContext();
    final FakeModels models = new FakeModels();
    final Map<String, Processor> behaviour = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void publish() throws Exception {
        camel.setSourceLocationEnabled(true);
        camel.addComponent("model", models);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String name : new TreeSet<>(HAND_WRITTEN)) {
                    from("model:" + name).routeId(name).process(exchange -> answer(name, exchange));
                }
            }
        });
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    void answer(String name, Exchange exchange) throws Exception {
        asked.add(name);
        behaviour
                .getOrDefault(name, it -> it.getMessage().setBody(Map.of("model", name)))
                .process(exchange);
    }

    void fails(String name, ErrorKind kind) {
        behaviour.put(name, exchange -> {
            throw new ProviderException(kind, "broken on purpose");
        });
    }

    void load(String text) throws Exception {
        camel.addRoutes(new ModelsRoutes(List.of(new ModelsFile(
                "routes/models.yaml",
                ResourceHelper.fromBytes("file:/etc/serai/models.yaml", text.getBytes(StandardCharsets.UTF_8))))));
        camel.start();
    }

    Exchange call(String model) {
        return call(model, Map.of("messages", List.of()));
    }

    Exchange call(String model, Map<String, Object> request) {
        return camel.createProducerTemplate()
                .send("model:" + model, exchange -> exchange.getMessage().setBody(request));
    }
}
