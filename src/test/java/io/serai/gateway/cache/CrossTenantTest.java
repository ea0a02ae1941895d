package io.serai.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.accounts.AccountedGateway.Key;
import io.serai.gateway.accounts.AccountedGateway.Reply;
import io.serai.gateway.cache.FrontEnd.Form;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F65: 5,000 probes by real keys of several tenants, equal and alike, meet no answer of another. Each probe is a question whose answer
 * another tenant has, and is answered as one that nobody has asked. What a time could tell is nothing either: the scope is part of the key,
 * so a foreign answer is not found and refused, it is not found.
 */
class CrossTenantTest {

    private static final int TENANTS = 6;
    private static final int AT_ONCE = 32;
    private static final List<String> THINGS = List.of(
            "kettle", "boiler", "stove", "grinder", "pump", "filter", "burner", "valve", "lamp", "drain", "press",
            "scale");
    private static final List<String> PLACES =
            List.of("kitchen", "cellar", "garage", "attic", "garden", "stable", "bakery");

    @TempDir
    private static Path data;

    private static CachedGateway lab;
    private static List<Key> keys;

    @BeforeAll
    static void start() throws Exception {
        lab = CachedGateway.start(
                data,
                CachedGateway::answer,
                """
                - route:
                    id: meant
                    from:
                      uri: model:meant
                      steps:
                        - kamelet:
                            name: serai-cache
                            parameters: {name: meant, ttl: 1h, embeddings: "ai:simulated/embed"}
                            steps:
                              - to: {uri: "ai:upstream/m"}
                """);
        keys = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            keys.add(lab.tenant("tenant " + i));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    /** What the tenant of a number asks of a thing; the places differ by tenant, so that each question has one owner. */
    private static List<String> questions(int tenant, String wording) {
        return THINGS.stream()
                .flatMap(thing -> PLACES.stream()
                        .map(place -> wording.formatted(thing, place) + " Of house " + HOUSES.get(tenant)))
                .toList();
    }

    private static final List<String> HOUSES =
            List.of("Amberley", "Bexhill", "Crowden", "Dunmore", "Eskdale", "Farnham");

    @Test
    void equalQuestionsOfOthers_areNeverHits() throws Exception {
        probe("kept", "How do I clean the %s in the %s?", "How do I clean the %s in the %s?", "hit");
    }

    @Test
    void questionsThatMeanTheSame_ofOthers_areNeverHits() throws Exception {
        probe("meant", "How do I clean the %s in the %s?", "How do I clean the %s in the %s please?", "semantic-hit");
    }

    private static void probe(String model, String asked, String probed, String own) throws Exception {
        List<Callable<String>> fills = new ArrayList<>();
        List<Callable<String>> owns = new ArrayList<>();
        List<Callable<String>> probes = new ArrayList<>();
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            Key key = keys.get(tenant);
            questions(tenant, asked).forEach(text -> fills.add(() -> verdict(model, text, key)));
            owns.add(own(model, questions(tenant, probed).get(tenant), key));
            for (int other = 0; other < TENANTS; other++) {
                if (other != tenant) {
                    questions(other, probed).forEach(text -> probes.add(() -> verdict(model, text, key)));
                }
            }
        }
        count(fills);
        int before = lab.upstream().calls();

        Map<String, Integer> found = count(probes);

        assertThat(probes).hasSizeGreaterThanOrEqualTo(2_500);
        assertThat(found).isEqualTo(Map.of("miss", probes.size()));
        assertThat(lab.upstream().calls() - before).isEqualTo(probes.size());
        // Else there was nothing to be found.
        assertThat(count(owns)).as(questions()).containsKey(own);
        // Nor did any probe miss as nobody looked.
        assertThat(questions().lines())
                .filteredOn(line -> line.contains("outcome=\"off\"") || line.contains("outcome=\"unknown\""))
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    /** F66: only the last question may differ. */
    @Test
    void questionThatMeansTheSame_afterAnotherSystemPrompt_isAnother() {
        Key key = keys.get(0);
        String asked = "{\"model\":\"meant\",\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},"
                + "{\"role\":\"user\",\"content\":\"How do I descale the old samovar in the tea house%s?\"}]}";
        assertThat(lab.post(asked.formatted("Be brief.", ""), key).header(CachedGateway.VERDICT))
                .isEqualTo("miss");

        assertThat(lab.post(asked.formatted("Be long.", " please"), key).header(CachedGateway.VERDICT))
                .isEqualTo("miss");
        assertThat(lab.post(asked.formatted("Be brief.", " please"), key).header(CachedGateway.VERDICT))
                .isEqualTo("semantic-hit");
    }

    /** What became of questions that were compared by meaning, to be told where they were not found. */
    private static String questions() {
        return lab.accounts()
                .send(HttpRequest.newBuilder(lab.accounts().management("/metrics")))
                .text()
                .lines()
                .filter(line -> line.startsWith("serai_cache_"))
                .collect(Collectors.joining("\n"));
    }

    private static Callable<String> own(String model, String text, Key key) {
        return () -> verdict(model, text, key);
    }

    private static String verdict(String model, String text, Key key, String... headers) {
        Reply reply = lab.ask(FrontEnd.OPENAI, model, text, Form.WHOLE, key, headers);
        return reply.status() == 200 ? reply.header(CachedGateway.VERDICT) : reply.status() + " " + reply.text();
    }

    private static Map<String, Integer> count(List<Callable<String>> calls) throws Exception {
        Semaphore together = new Semaphore(AT_ONCE);
        Map<String, Integer> counts = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all = new ArrayList<>();
            for (Callable<String> call : calls) {
                all.add(threads.submit(() -> {
                    together.acquire();
                    try {
                        return call.call();
                    } finally {
                        together.release();
                    }
                }));
            }
            for (Future<String> each : all) {
                counts.merge(each.get(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
