package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.meter.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Embeddings that come to a cache in a route. */
class CachedElementsTest {

    private final CacheLab lab = new CacheLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void embeddings_areAnsweredElementByElement() throws Exception {
        lab.step = exchange -> embeddings(exchange.getMessage().getBody(Map.class));
        lab.start();

        Exchange first = lab.send(embed("a", "b"), CallNames.OPERATION, "embed");
        Exchange second = lab.send(embed("b", "c"), CallNames.OPERATION, "embed");
        Exchange third = lab.send(embed("c", "a"), CallNames.OPERATION, "embed");

        assertThat(List.of(verdict(first), verdict(second), verdict(third)))
                .containsExactly(CacheVerdict.MISS, CacheVerdict.PARTIAL, CacheVerdict.HIT);
        assertThat(lab.calls).hasValue(2);
        assertThat(third.getProperty(CallNames.METER, Meter.class).hits()).hasSize(1);
    }

    /** So that a route may ask another with the same. */
    @Test
    void embeddings_ofWhichThoseThatAreMissingCanNotBeHad_leaveTheWholeRequest() throws Exception {
        lab.step = exchange -> embeddings(exchange.getMessage().getBody(Map.class));
        lab.start();
        lab.send(embed("a", "b"), CallNames.OPERATION, "embed");
        lab.step = exchange -> new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, "down");

        Exchange failed = lab.send(embed("a", "b", "c"), CallNames.OPERATION, "embed");

        assertThat(failed.getException()).isInstanceOf(ProviderException.class);
        assertThat(failed.getMessage().getBody()).isEqualTo(embed("a", "b", "c"));
    }

    @Test
    void embeddings_ofARouteThatHasHandledAFailure_areNotKept_F67() throws Exception {
        lab.step = exchange ->
                new CacheLab.Apology(embeddings(exchange.getMessage().getBody(Map.class)));
        lab.start();

        lab.send(embed("a"), CallNames.OPERATION, "embed");

        assertThat(verdict(lab.send(embed("a"), CallNames.OPERATION, "embed"))).isEqualTo(CacheVerdict.MISS);
    }

    @Test
    void embeddings_olderThanTheirTtl_areMadeAnew_thoughStaleChatsAreGiven() throws Exception {
        lab.cache.setTtl(Duration.ofMinutes(1));
        lab.cache.setStale(Duration.ofHours(1));
        lab.step = exchange -> embeddings(exchange.getMessage().getBody(Map.class));
        lab.start();
        lab.send(embed("a"), CallNames.OPERATION, "embed");

        lab.now.addAndGet(60_001);

        assertThat(verdict(lab.send(embed("a"), CallNames.OPERATION, "embed"))).isEqualTo(CacheVerdict.MISS);
    }

    private static Map<String, Object> embed(String... inputs) {
        return new LinkedHashMap<>(Map.of("model", "e", "input", List.of(inputs)));
    }

    private static Map<String, Object> embeddings(Map<?, ?> request) {
        List<Object> data = new ArrayList<>();
        for (Object input : (List<?>) request.get("input")) {
            double[] value = {input.toString().charAt(0)};
            data.add(Map.of("object", "embedding", "index", data.size(), "embedding", List.of(value[0])));
        }
        return Map.of(
                "object", "list", "data", data, "model", "e", "usage", Map.of("prompt_tokens", 2, "total_tokens", 2));
    }
}
