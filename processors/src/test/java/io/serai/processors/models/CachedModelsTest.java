package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.processors.cache.CacheScope;
import io.serai.processors.cache.CacheSpace;
import io.serai.processors.cache.CacheVerdict;
import io.serai.processors.cache.FlightBoard;
import io.serai.processors.cache.store.LocalCacheStore;
import io.serai.processors.cache.store.LocalNotes;
import io.serai.processors.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models of a file whose answers are kept. */
class CachedModelsTest {

    private final LocalCacheStore store = new LocalCacheStore(10_000_000, InstantSource.system());
    private final CacheSpace space = new CacheSpace(store, new LocalNotes(store), FlightBoard.ALONE, CacheScope.TENANT);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<DefaultCamelContext> contexts = new ArrayList<>();

    @AfterEach
    void stop() {
        contexts.forEach(DefaultCamelContext::stop);
    }

    /** A generation of the gateway: what is kept outlives it. */
    private DefaultCamelContext load(String text) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        contexts.add(camel);
        camel.addComponent("model", new FakeModels());
        camel.getRegistry().bind("cache-space", space);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String name : List.of("a", "b", "vectors")) {
                    from("model:" + name).routeId(name).process(exchange -> answer(name, exchange));
                }
            }
        });
        camel.addRoutes(new ModelsRoutes(List.of(new ModelsFile(
                "models.yaml", ResourceHelper.fromBytes("file:models.yaml", text.getBytes(StandardCharsets.UTF_8))))));
        camel.start();
        return camel;
    }

    private void answer(String name, Exchange exchange) {
        asked.add(name);
        if (name.equals("vectors")) {
            List<Object> data = new ArrayList<>();
            for (Object input :
                    (List<?>) exchange.getMessage().getBody(Map.class).get("input")) {
                asked.add(input.toString());
                data.add(Map.of("index", data.size(), "embedding", List.of(1)));
            }
            exchange.getMessage().setBody(Map.of("data", data));
        } else {
            exchange.getMessage()
                    .setBody(Map.of(
                            "model",
                            name,
                            "choices",
                            List.of(Map.of(
                                    "index",
                                    0,
                                    "finish_reason",
                                    "stop",
                                    "message",
                                    Map.of("role", "assistant", "content", name)))));
        }
    }

    private static Exchange call(DefaultCamelContext camel, String model, String text) {
        Map<String, Object> request = Map.of("messages", List.of(Map.of("role", "user", "content", text)));
        return camel.createProducerTemplate()
                .send("model:" + model, exchange -> exchange.getMessage().setBody(request));
    }

    private static Exchange call(DefaultCamelContext camel, String model, Caller caller) {
        return camel.createProducerTemplate().send("model:" + model, exchange -> {
            exchange.setProperty(CallNames.CALLER, caller);
            exchange.getMessage().setBody(Map.of("messages", List.of(Map.of("role", "user", "content", "Hi"))));
        });
    }

    private static Caller caller(String key, String... tags) {
        return new Caller("ten_1", "", "", key, "", Set.of(), Set.of(), List.of(), Set.of(tags), Map.of());
    }

    private static CacheVerdict verdict(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getProperty(CacheVerdict.PROPERTY, CacheVerdict.class);
    }

    @Test
    void model_withACache_isAskedOnce() throws Exception {
        DefaultCamelContext camel = load("models:\n  fast: {targets: [a], cache: 1h}\n");

        assertThat(verdict(call(camel, "fast", "Hi"))).isEqualTo(CacheVerdict.MISS);
        assertThat(verdict(call(camel, "fast", "Hi"))).isEqualTo(CacheVerdict.HIT);
        assertThat(verdict(call(camel, "fast", "Ho"))).isEqualTo(CacheVerdict.MISS);
        assertThat(asked).containsExactly("a", "a");
    }

    @Test
    void model_withoutOne_meetsNone() throws Exception {
        DefaultCamelContext camel = load("models:\n  fast: {targets: [a]}\n  off: {targets: [a], cache: off}\n");

        assertThat(verdict(call(camel, "fast", "Hi"))).isNull();
        assertThat(verdict(call(camel, "off", "Hi"))).isNull();
    }

    /** F66: the cache of a model stands around the choice of its target, and of those of all models behind it. */
    @Test
    void callers_whomConditionsLeadToAnotherTarget_haveAnswersOfTheirOwn() throws Exception {
        DefaultCamelContext camel = load(
                """
                models:
                  fast: {targets: [chosen], cache: 1h}
                  chosen:
                    targets:
                      - {model: a, when: "${exchangeProperty.SeraiCaller.tags} contains 'gold'"}
                      - {model: b}
                    strategy: priority
                """);

        assertThat(verdict(call(camel, "fast", caller("key_1", "gold")))).isEqualTo(CacheVerdict.MISS);
        assertThat(verdict(call(camel, "fast", caller("key_2")))).isEqualTo(CacheVerdict.MISS);
        assertThat(asked).containsExactly("a", "b");

        assertThat(verdict(call(camel, "fast", caller("key_3", "gold", "red")))).isEqualTo(CacheVerdict.HIT);
        assertThat(verdict(call(camel, "fast", caller("key_4", "red")))).isEqualTo(CacheVerdict.HIT);
        assertThat(asked).hasSize(2);
    }

    @Test
    void answer_ofACanary_isNotGivenToThoseWhoWouldNotHaveMetIt() throws Exception {
        String file = "models:\n  fast: {targets: [a], cache: 1h, canary: {model: b, share: %s}}\n";
        DefaultCamelContext all = load(file.formatted("100%"));

        assertThat(verdict(call(all, "fast", "Hi"))).isEqualTo(CacheVerdict.MISS);
        assertThat(verdict(call(all, "fast", "Hi"))).isEqualTo(CacheVerdict.MISS);
        assertThat(asked).containsExactly("b", "b");

        DefaultCamelContext nobody = load(file.formatted("0%"));
        call(nobody, "fast", "Hi");
        assertThat(verdict(call(nobody, "fast", "Hi"))).isEqualTo(CacheVerdict.HIT);
        assertThat(asked).containsExactly("b", "b", "a");
    }

    @Test
    void cache_ofAQueuedModel_standsBeforeTheQueue() throws Exception {
        DefaultCamelContext camel =
                load("models:\n  fast: {targets: [a], cache: 1h, queue: {concurrency: 1, max-waiting: 0}}\n");

        assertThat(camel.getRouteDefinition("fast").getOutputs())
                .extracting(it -> it.getId())
                .containsExactly("fast#cache");
        assertThat(verdict(call(camel, "fast", "Hi"))).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void reload_ofAnUnchangedModel_keepsItsAnswers() throws Exception {
        String file =
                "models:\n  fast: {targets: [smart], cache: %s}\n  smart: {targets: [%s]}\n  other: {targets: [%s]}\n";
        call(load(file.formatted("1h", "a", "a")), "fast", "Hi");

        DefaultCamelContext another = load(file.formatted("2h", "a", "b"));
        assertThat(verdict(call(another, "fast", "Hi"))).isEqualTo(CacheVerdict.HIT);

        DefaultCamelContext changed = load(file.formatted("1h", "b", "b"));
        assertThat(verdict(call(changed, "fast", "Hi"))).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void embeddings_ofABatch_areAskedOnceEach() throws Exception {
        DefaultCamelContext camel = load("models:\n  embed: {targets: [vectors], capabilities: [embed], cache: 1h}\n");

        for (List<String> inputs : List.of(List.of("x", "y"), List.of("y", "z", "x"))) {
            camel.createProducerTemplate().send("model:embed", exchange -> {
                exchange.getMessage().setHeader(CallNames.OPERATION, "embed");
                exchange.getMessage().setBody(Map.of("input", inputs));
            });
        }

        assertThat(asked).containsExactly("vectors", "x", "y", "vectors", "z");
    }

    /** F65: with whom answers are shared at most is the word of whoever runs the installation. */
    @Test
    void scope_widerThanAllowed_isRefusedByLine() {
        assertThatThrownBy(() -> load("models:\n  fast:\n    targets: [a]\n    cache: {scope: shared}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith(
                        "models.yaml:4: models.fast.cache.scope: expected a scope that is not wider than 'tenant'");
    }

    @Test
    void semantic_ofAnEmbeddingsModelWithoutADefault_needsAThreshold() {
        assertThatThrownBy(() ->
                        load("models:\n  fast:\n    targets: [a]\n    cache: {semantic: {embeddings: vectors}}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("models.yaml:4: models.fast.cache.semantic.embeddings: needs 'threshold'");
    }
}
