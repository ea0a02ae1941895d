package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.GatewayException;
import io.serai.processors.cluster.ContentCipher;
import io.serai.processors.cluster.ContentCipher.Domain;
import io.serai.processors.cluster.ResponseSeal;
import io.serai.processors.responses.InMemoryResponseStore.Limits;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import io.serai.processors.store.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DurableResponseStoreTest {

    private static final String SCOPE = "ten_1/user:a";
    private static final Duration DAY = Duration.ofHours(24);

    private final DatabaseKit kit;
    private final SettableClock clock = new SettableClock();

    DurableResponseStoreTest(DatabaseKit kit) {
        this.kit = kit;
    }

    /** A node: what it has at hand is its own, the database is everybody's. */
    private DurableResponseStore node(Limits limits) {
        return new DurableResponseStore(
                new InMemoryResponseStore(limits, clock), kit.database(), seal(), limits, clock);
    }

    private DurableResponseStore node() {
        return node(limits(1_000, 1 << 20));
    }

    private static Limits limits(int count, long scopeBytes) {
        return new Limits(count, scopeBytes, 4L << 20, DAY);
    }

    private static ResponseSealing seal() {
        return new ResponseSeal(new ContentCipher(
                Domain.RESPONSES, new SecretKeySpec(new byte[32], "AES"), List.of(), new SecureRandom()));
    }

    private static StoredResponse response(String id, String said) {
        return new StoredResponse(
                id, Optional.of("resp_0"), "[]".getBytes(UTF_8), ("{\"said\":\"" + said + "\"}").getBytes(UTF_8));
    }

    private int rows() {
        return kit.database().read(handle -> handle.createQuery("select count(*) from stored_response")
                .mapTo(Integer.class)
                .one());
    }

    @AfterEach
    void empty() {
        kit.comeBack();
        kit.empty();
    }

    @Test
    void find_byAnotherNode_isThatAnswer() {
        try (DurableResponseStore first = node()) {
            first.start();
            first.put(SCOPE, response("resp_1", "hello"));
            await().until(() -> rows() == 1);
        }

        StoredResponse found = node().find(SCOPE, "resp_1").orElseThrow();

        assertThat(found.previous()).contains("resp_0");
        assertThat(new String(found.response(), UTF_8)).isEqualTo("{\"said\":\"hello\"}");
        assertThat(new String(found.input(), UTF_8)).isEqualTo("[]");
    }

    @Test
    void close_withAnswersThatWait_writesThem() {
        DurableResponseStore first = node();
        first.put(SCOPE, response("resp_1", "hello"));
        assertThat(rows()).isZero();
        first.close();

        assertThat(node().find(SCOPE, "resp_1")).isPresent();
    }

    @Test
    void putAndFind_ofWhatIsAtHand_sayNothingToTheDatabase() {
        DurableResponseStore node = node();
        int before = kit.statements().size();

        node.put(SCOPE, response("resp_1", "hello"));

        assertThat(node.find(SCOPE, "resp_1")).isPresent();
        assertThat(kit.statements()).hasSize(before);
    }

    /** F20: neither another caller nor another tenant finds it, and who moves it in the database has it read by nobody. */
    @Test
    void find_ofAnotherScope_isEmptyAndContentIsUnreadable() {
        DurableResponseStore first = node();
        first.put(SCOPE, response("resp_1", "secret words"));
        first.put("ten_2/user:a", response("resp_1", "others"));
        first.turn();

        assertThat(node().find("ten_1/user:b", "resp_1")).isEmpty();
        assertThat(node().find("ten_1/user:", "aresp_1")).isEmpty();
        assertThat(node().find("", "resp_1")).isEmpty();
        try (var pool = kit.newPool(1)) {
            Jdbi raw = Jdbi.create(pool);
            List<byte[]> contents = raw.withHandle(handle -> handle.createQuery("select content from stored_response")
                    .mapTo(byte[].class)
                    .list());
            assertThat(contents).hasSize(2).allSatisfy(content -> assertThat(new String(content, ISO_8859_1))
                    .doesNotContain("secret", "others", "resp_"));
            for (byte[] content : contents) {
                raw.useHandle(handle -> handle.createUpdate("update stored_response set content = :content")
                        .bind("content", content)
                        .execute());
                assertThat(List.of(
                                node().find(SCOPE, "resp_1").isPresent(),
                                node().find("ten_2/user:a", "resp_1").isPresent()))
                        .containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void delete_isGoneForAllAndAfterARestart() {
        DurableResponseStore first = node();
        DurableResponseStore second = node();
        first.put(SCOPE, response("resp_1", "hello"));
        first.turn();

        assertThat(second.delete("ten_1/user:b", "resp_1")).isFalse();
        assertThat(second.delete(SCOPE, "resp_1")).isTrue();

        assertThat(node().find(SCOPE, "resp_1")).isEmpty();
        assertThat(node().delete(SCOPE, "resp_1")).isFalse();
        int left = kit.database()
                .read(handle -> handle.createQuery("select sum(octet_length(content)) from stored_response")
                        .mapTo(Integer.class)
                        .one());
        assertThat(left).isZero();
    }

    @Test
    void delete_ofOneThatIsYetToBeWritten_isNeverWritten() {
        Limits limits = limits(1_000, 1 << 20);
        ResponseStore shared = new InMemoryResponseStore(limits, clock);
        DurableResponseStore writes = new DurableResponseStore(shared, kit.database(), seal(), limits, clock);
        DurableResponseStore deletes = new DurableResponseStore(shared, kit.database(), seal(), limits, clock);
        writes.put(SCOPE, response("resp_1", "hello"));
        writes.put(SCOPE, response("resp_2", "hello"));

        assertThat(deletes.delete(SCOPE, "resp_1")).isTrue();
        assertThat(writes.find(SCOPE, "resp_1")).isEmpty();
        assertThat(writes.delete(SCOPE, "resp_2")).isTrue();
        writes.turn();

        assertThat(node().find(SCOPE, "resp_1")).isEmpty();
        assertThat(node().find(SCOPE, "resp_2")).isEmpty();
    }

    @Test
    void database_away_answersFromMemoryAndKeepsTheRestForLater() {
        DurableResponseStore node = node();
        kit.goAway();
        node.put(SCOPE, response("resp_1", "hello"));

        assertThatThrownBy(node::turn).isInstanceOf(GatewayException.class);
        assertThat(node.find(SCOPE, "resp_1")).isPresent();
        // It may be there: nobody is told that it is not.
        assertThatThrownBy(() -> node.find(SCOPE, "resp_2")).isInstanceOf(GatewayException.class);
        // Nor that what lies there is deleted.
        assertThatThrownBy(() -> node.delete(SCOPE, "resp_1")).isInstanceOf(GatewayException.class);
        assertThat(node.find(SCOPE, "resp_1")).isPresent();

        kit.comeBack();
        node.turn();
        assertThat(node().find(SCOPE, "resp_1")).isPresent();
        assertThat(node.lost()).isZero();
    }

    @Test
    void put_moreThanMayWait_isCountedAndAtHandAlone() {
        Limits small = new Limits(1_000, 1_000, 4_000, DAY);
        DurableResponseStore node = node(small);
        for (int i = 0; i < 5; i++) {
            node.put("ten_1/user:" + i, response("resp_1", "hello"));
        }
        node.put(SCOPE, response("resp_1", "too large ".repeat(100)));

        // Three of some 280 bytes are within the 1,000 that may wait.
        assertThat(node.lost()).isEqualTo(3);
        assertThat(node.find("ten_1/user:4", "resp_1")).isPresent();
        node.turn();
        assertThat(rows()).isEqualTo(3);
        node.put("ten_1/user:9", response("resp_1", "hello"));
        node.turn();
        assertThat(rows()).isEqualTo(4);
    }

    @Test
    void turn_scopeHasMoreThanItMay_removesItsLeastRecentlyUsed() {
        DurableResponseStore node = node(limits(3, 1_000));
        for (int i = 0; i < 5; i++) {
            node.put(SCOPE, response("resp_" + i, "hello"));
            node.turn();
            clock.advance(Duration.ofSeconds(5));
        }
        node.put("ten_1/user:b", response("resp_0", "hello"));
        node.put("ten_1/user:c", response("resp_0", "x".repeat(400)));
        node.put("ten_1/user:c", response("resp_1", "x".repeat(400)));
        assertThat(rows()).isEqualTo(5);
        clock.advance(Duration.ofMinutes(1));
        node.turn();

        DurableResponseStore other = node();
        assertThat(List.of(0, 1, 2, 3, 4))
                .filteredOn(i -> other.find(SCOPE, "resp_" + i).isPresent())
                .containsExactly(2, 3, 4);
        assertThat(other.find("ten_1/user:b", "resp_0")).isPresent();
        // Two of them are more bytes than a scope may have.
        assertThat(rows()).isEqualTo(5);
    }

    @Test
    void turn_unusedForTooLong_isRemovedAndWhatIsInUseStays() {
        DurableResponseStore node = node();
        node.put(SCOPE, response("resp_1", "hello"));
        node.put(SCOPE, response("resp_2", "hello"));
        node.turn();
        for (int hours = 0; hours < 30; hours += 6) {
            clock.advance(Duration.ofHours(6));
            assertThat(node.find(SCOPE, "resp_1")).isPresent();
            node.turn();
        }

        assertThat(rows()).isEqualTo(1);
        assertThat(node().find(SCOPE, "resp_1")).isPresent();
        assertThat(node().find(SCOPE, "resp_2")).isEmpty();
        clock.advance(DAY.plusHours(1));
        node.turn();
        assertThat(rows()).isZero();
    }
}
