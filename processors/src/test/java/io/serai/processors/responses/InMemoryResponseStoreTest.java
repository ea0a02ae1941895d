package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryResponseStoreTest {

    private Instant now = Instant.EPOCH;

    @Test
    void find_ofAnotherScope_isEmpty() {
        InMemoryResponseStore store = store(10, 100_000, 100_000);
        store.put("a", response("r", 10));

        assertThat(store.find("a", "r")).isPresent();
        assertThat(store.find("b", "r")).isEmpty();
        assertThat(store.delete("b", "r")).isFalse();
    }

    @Test
    void put_beyondTheCount_forgetsTheLeastRecentlyUsed() {
        InMemoryResponseStore store = store(2, 100_000, 100_000);
        store.put("a", response("one", 10));
        store.put("a", response("two", 10));
        store.find("a", "one");
        store.put("a", response("three", 10));

        assertThat(store.find("a", "two")).isEmpty();
        assertThat(store.find("a", "one")).isPresent();
        assertThat(store.find("a", "three")).isPresent();
    }

    @Test
    void put_beyondTheBytesOfAScope_forgetsItsOwnOnly() {
        InMemoryResponseStore store = store(10, 2_000, 100_000);
        store.put("b", response("other", 1_000));
        store.put("a", response("one", 1_000));
        store.put("a", response("two", 1_000));

        assertThat(store.find("a", "one")).isEmpty();
        assertThat(store.find("a", "two")).isPresent();
        assertThat(store.find("b", "other")).isPresent();
    }

    @Test
    void put_beyondTheBytesOfAll_forgetsOfTheFullestScope() {
        InMemoryResponseStore store = store(10, 3_000, 4_000);
        store.put("small", response("s", 500));
        store.put("big", response("one", 1_000));
        store.put("big", response("two", 1_000));
        store.put("new", response("n", 1_000));

        assertThat(store.find("small", "s")).isPresent();
        assertThat(store.find("big", "one")).isEmpty();
        assertThat(store.find("big", "two")).isPresent();
        assertThat(store.find("new", "n")).isPresent();
    }

    @Test
    void put_largerThanAScopeMayHold_keepsWhatWasThere() {
        InMemoryResponseStore store = store(10, 2_000, 100_000);
        store.put("a", response("one", 100));
        store.put("a", response("huge", 5_000));

        assertThat(store.find("a", "huge")).isEmpty();
        assertThat(store.find("a", "one")).isPresent();
    }

    @Test
    void find_unusedForTooLong_isEmptyAndUsesNoBytes() {
        InMemoryResponseStore store = store(10, 100_000, 100_000);
        store.put("a", response("one", 100));
        store.put("a", response("two", 100));
        now = now.plus(Duration.ofMinutes(50));
        store.find("a", "one");
        now = now.plus(Duration.ofMinutes(20));

        assertThat(store.find("a", "two")).isEmpty();
        assertThat(store.find("a", "one")).isPresent();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(store.find("a", "one")).isEmpty();
        assertThat(store.bytes()).isZero();
        assertThat(store.scopes()).isZero();
    }

    @Test
    void find_ofManyScopes_forgetsThoseThatAreUnusedAlone() {
        InMemoryResponseStore store = store(10, 100_000, 100_000);
        for (int i = 0; i < 100; i++) {
            store.put("scope" + i, response("r", 10));
        }
        now = now.plus(Duration.ofMinutes(40));
        for (int i = 0; i < 100; i += 2) {
            assertThat(store.find("scope" + i, "r")).isPresent();
        }
        now = now.plus(Duration.ofMinutes(40));

        assertThat(store.find("scope1", "r")).isEmpty();
        assertThat(store.scopes()).isEqualTo(50);
        assertThat(store.find("scope98", "r")).isPresent();
        assertThat(store.bytes()).isEqualTo(50 * response("r", 10).weight());
    }

    @Test
    void put_ofTheSameId_replaces() {
        InMemoryResponseStore store = store(10, 100_000, 100_000);
        store.put("a", response("r", 100));
        long before = store.bytes();
        store.put("a", response("r", 100));

        assertThat(store.bytes()).isEqualTo(before);
        assertThat(store.delete("a", "r")).isTrue();
        assertThat(store.bytes()).isZero();
    }

    @Test
    void limits_thatAreNotPositive_areRefused() {
        assertThatThrownBy(() -> new InMemoryResponseStore.Limits(0, 1, 1, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count=0");
    }

    private InMemoryResponseStore store(int count, long scopeBytes, long bytes) {
        return new InMemoryResponseStore(
                new InMemoryResponseStore.Limits(count, scopeBytes, bytes, Duration.ofHours(1)), () -> now);
    }

    private static StoredResponse response(String id, int bytes) {
        return new StoredResponse(id, Optional.empty(), "[]".getBytes(UTF_8), new byte[bytes]);
    }
}
