package io.serai.gateway.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.map.IMap;
import io.serai.api.call.Operation;
import io.serai.gateway.cluster.Cluster.ClusterMember;
import io.serai.gateway.http.AnswerStore;
import io.serai.gateway.http.AnswerStore.Claim;
import io.serai.gateway.http.KeptAnswer;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.InFlight;
import io.serai.processors.cache.Purge;
import io.serai.processors.cluster.ClusterEvent;
import io.serai.processors.cluster.ClusterMaps;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterNodeTest {

    private static final KeptAnswer ANSWER = new KeptAnswer(
            "print",
            200,
            List.of("content-type", "application/json"),
            "very secret".getBytes(UTF_8),
            KeptAnswer.Form.WHOLE);

    private static ThreeNodes nodes;

    /** Of Java's own serialization, and of no class that nodes send each other. */
    private record Stranger(String word) implements Serializable {}

    /** Without any serialization of its own. */
    private record Undescribed(String word) {}

    @BeforeAll
    static void start() throws Exception {
        nodes = new ThreeNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private AnswerStore answers(int index) {
        return nodes.node(index).answers();
    }

    @Test
    void members_threeNodes_allSeeEachOther() {
        for (int i = 0; i < 3; i++) {
            assertThat(nodes.node(i).state().nodes()).isEqualTo(3);
            assertThat(nodes.node(i).state().isReady()).isTrue();
            assertThat(nodes.node(i).members())
                    .extracting(ClusterMember::version)
                    .containsExactly("1.2.3", "1.2.3", "1.2.3");
            assertThat(nodes.node(i).members().get(i).local()).isTrue();
            assertThat(nodes.node(i).members().get(i).address()).isEqualTo("127.0.0.1:" + nodes.port(i));
        }
    }

    @Test
    void claim_ofManyAtOnce_exactlyOneNodeMakesTheCall() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 50; round++) {
                String id = "ten_1/" + round;
                List<Future<Claim>> asked = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    AnswerStore store = answers(i);
                    asked.add(threads.submit(() -> store.claim(id, "print")));
                }
                List<Claim> claims = new ArrayList<>();
                for (Future<Claim> each : asked) {
                    claims.add(each.get());
                }
                assertThat(claims).containsExactlyInAnyOrder(Claim.MINE, Claim.ELSEWHERE, Claim.ELSEWHERE);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void claim_otherBodyUnderTheSameId_isToldApart() {
        assertThat(answers(0).claim("ten_1/b", "print")).isEqualTo(Claim.MINE);

        assertThat(answers(1).claim("ten_1/b", "other")).isEqualTo(Claim.OTHER_BODY);
    }

    @Test
    void claim_whoHeldItReleasesIt_isAnothers() {
        answers(0).claim("ten_1/c", "print");

        answers(0).release("ten_1/c");

        assertThat(answers(1).claim("ten_1/c", "print")).isEqualTo(Claim.MINE);
    }

    @Test
    void find_keptByAnotherNode_isThatAnswer() {
        answers(0).put("ten_1/d", ANSWER);

        KeptAnswer found = answers(1).find("ten_1/d").orElseThrow();

        assertThat(found.print()).isEqualTo("print");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.fields()).containsExactly("content-type", "application/json");
        assertThat(found.body()).isEqualTo(ANSWER.body());
        assertThat(found.form()).isEqualTo(KeptAnswer.Form.WHOLE);
    }

    /** F20: a value that somebody moves under another tenant's id can't be read there, and nobody reads it on the way. */
    @Test
    void find_movedToAnotherTenant_isEmpty() {
        answers(0).put("ten_1/e", ANSWER);
        IMap<String, byte[]> values = nodes.raw(1).getMap(ClusterMaps.ANSWERS);
        values.set("ten_2/e", values.get("ten_1/e"));

        assertThat(answers(1).find("ten_2/e")).isEmpty();
        assertThat(new String(values.get("ten_1/e"), ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void find_cachedByAnotherNode_isThereUntilItIsPurged() {
        CacheKey key = new CacheKey("ten_1/", "0".repeat(64));
        CachedAnswer answer = new CachedAnswer(
                new CachedAnswer.Source("mock", "m", Operation.CHAT), "fast", Set.of(), 1, Map.of("id", "a"));
        nodes.node(0).cacheStore().put(key, answer, Duration.ofHours(1));

        await().until(() -> answer.equals(nodes.node(1).cacheStore().find(key)));
        assertThat(nodes.node(2).cacheStore().statistics().nodes()).isEqualTo(3);
        assertThat(nodes.node(2).cacheStore().purge(new Purge(empty(), Optional.of("fast"), empty(), empty())))
                .isOne();
        assertThat(nodes.node(1).cacheStore().find(key)).isNull();
        assertThat(nodes.node(0).cacheStore().find(key)).isNull();
    }

    @Test
    void claim_ofACallThatAnotherNodeMakes_isItsAnswer() {
        CacheKey key = new CacheKey("ten_1/", "1".repeat(64));
        nodes.node(0).flightBoard().offer(wanted -> Optional.of(new WholeFlight(Map.of("id", "b"))));
        assertThat(nodes.node(0).flightBoard().claim(key)).isEmpty();

        InFlight followed = nodes.node(1).flightBoard().claim(key).orElseThrow();

        assertThat(followed.begin()).isEqualTo(new InFlight.Whole(Map.of("id", "b")));
        followed.close();
    }

    private record WholeFlight(Map<String, Object> answer) implements InFlight {
        @Override
        public Piece begin() {
            return new Whole(answer);
        }

        @Override
        public CachedAnswer.Source source() {
            return new CachedAnswer.Source("mock", "m", Operation.CHAT);
        }

        @Override
        public void close() {}
    }

    @Test
    void get_objectOfAnotherClass_isNotMade() {
        nodes.raw(0).getMap("any").set("java", new Stranger("word"));

        assertThatThrownBy(() -> nodes.raw(1).getMap("any").get("java")).hasStackTraceContaining("is not allowed");
        assertThatThrownBy(() -> nodes.raw(1).getMap("any").set("compact", new Undescribed("word")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void connect_aClient_isNotLetIn() {
        ClientConfig config = new ClientConfig();
        config.setClusterName(nodes.name());
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().addAddress("127.0.0.1:" + nodes.port(0));
        config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(500);

        assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(config)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void publish_ofOneNode_isHeardByAll() {
        List<ClusterEvent> heard = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            nodes.node(i).events().onEvent(heard::add);
        }

        nodes.node(2).events().publish(new ClusterEvent("key", "key_1"));

        await().until(() -> Collections.frequency(heard, new ClusterEvent("key", "key_1")) == 3);
    }

    @Test
    void join_none_startsNothing() {
        Cluster alone = Cluster.join(ClusterSettings.ALONE, ThreeNodes.KEEPING, "1.2.3", Clock.systemUTC(), () -> {
            throw new AssertionError("asked for secrets");
        });

        assertThat(alone.state().isReady()).isTrue();
        assertThat(alone.members()).hasSize(1);
        assertThat(alone.cacheStore().statistics().nodes()).isOne();
        assertThat(alone.flightBoard().claim(new CacheKey("ten_1/", "2".repeat(64))))
                .isEmpty();
        assertThat(Hazelcast.getAllHazelcastInstances()).hasSize(3);
    }
}
