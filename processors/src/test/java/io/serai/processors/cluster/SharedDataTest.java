package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.map.IMap;
import io.serai.processors.cluster.ContentCipher.Domain;
import io.serai.processors.responses.StoredResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What three real members in one process share beside limits. */
class SharedDataTest {

    private static LoopbackCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new LoopbackCluster(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static ClusterResponseStore store(int index) {
        return new ClusterResponseStore(
                cluster.member(index),
                new ResponseSeal(ContentCipherTest.cipher(Domain.RESPONSES, ContentCipherTest.secret(1))),
                Duration.ofHours(1),
                1_000);
    }

    private static StoredResponse response(String id, String said) {
        return new StoredResponse(
                id, Optional.of("resp_0"), "[]".getBytes(UTF_8), ("{\"said\":\"" + said + "\"}").getBytes(UTF_8));
    }

    @Test
    void publish_ofOneNode_isHeardByAllWithinASecond() {
        List<ClusterEvent> heard = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            new TopicEvents(cluster.member(i)).onEvent(heard::add);
        }
        TopicEvents events = new TopicEvents(cluster.member(1));

        // The limit is the contract: a revocation is in force everywhere within a second.
        for (int i = 0; i < 20; i++) {
            ClusterEvent event = new ClusterEvent("key", "key_" + i);
            events.publish(event);
            await().atMost(Duration.ofSeconds(1)).until(() -> Collections.frequency(heard, event) == 3);
        }
    }

    @Test
    void onEvent_eventOfANewerRelease_isHeard() {
        List<ClusterEvent> heard = Collections.synchronizedList(new ArrayList<>());
        new TopicEvents(cluster.member(1)).onEvent(heard::add);
        byte[] newer = new FrameWriter()
                .put(99, "something new")
                .put(1, "key")
                .put(2, "key_newer")
                .bytes();

        cluster.member(0).getTopic(ClusterMaps.EVENTS).publish(newer);

        await().until(() -> heard.contains(new ClusterEvent("key", "key_newer")));
    }

    @Test
    void onEvent_listenerFails_othersHearItAndItHearsTheNext() {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        new TopicEvents(cluster.member(0)).onEvent(event -> {
            heard.add(event.kind());
            throw new IllegalStateException("broken");
        });
        TopicEvents events = new TopicEvents(cluster.member(2));

        events.publish(new ClusterEvent("first", ""));
        events.publish(new ClusterEvent("second", ""));

        await().until(() -> heard.containsAll(List.of("first", "second")));
    }

    @Test
    void find_putByAnotherNode_isThatAnswer() {
        store(0).put("ten_1/user:a", response("resp_1", "hello"));

        Optional<StoredResponse> found = store(2).find("ten_1/user:a", "resp_1");

        assertThat(found).isPresent();
        assertThat(found.get().previous()).contains("resp_0");
        assertThat(new String(found.get().response(), UTF_8)).isEqualTo("{\"said\":\"hello\"}");
    }

    @Test
    void find_ofAnotherScope_isEmpty() {
        store(0).put("ten_1/user:a", response("resp_2", "hello"));

        assertThat(store(0).find("ten_1/user:b", "resp_2")).isEmpty();
        assertThat(store(0).find("ten_2/user:a", "resp_2")).isEmpty();
        assertThat(store(0).find("ten_1/user:", "aresp_2")).isEmpty();
    }

    @Test
    void delete_ofOneNode_isGoneForAll() {
        store(0).put("ten_1/user:a", response("resp_3", "hello"));

        assertThat(store(1).delete("ten_1/user:a", "resp_3")).isTrue();
        assertThat(store(2).find("ten_1/user:a", "resp_3")).isEmpty();
        assertThat(store(1).delete("ten_1/user:a", "resp_3")).isFalse();
    }

    @Test
    void put_tooLarge_isNotKept() {
        store(0).put("ten_1/user:a", response("resp_4", "long ".repeat(300)));

        assertThat(store(0).find("ten_1/user:a", "resp_4")).isEmpty();
    }

    /** F20: who can write into the cluster's memory can't have one tenant's words read out to another. */
    @Test
    void find_valueMovedToAnotherTenant_isEmpty() {
        store(0).put("ten_1/user:a", response("resp_5", "secret words"));
        IMap<String, byte[]> raw = cluster.member(1).getMap(ClusterMaps.RESPONSES);
        byte[] value = raw.get("12:ten_1/user:aresp_5");
        raw.set("12:ten_2/user:aresp_5", value);

        assertThat(store(1).find("ten_2/user:a", "resp_5")).isEmpty();
        assertThat(new String(value, ISO_8859_1)).doesNotContain("secret").doesNotContain("resp_0");
    }
}
