package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three real members; time stands still but where a test moves it. */
class ClusterStandingsTest {

    private static final Cooldown POLICY = new Cooldown(1, Duration.ofSeconds(30));

    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final List<ClusterStandings> standings = new ArrayList<>();
    private LoopbackCluster cluster;

    @BeforeEach
    void start() {
        cluster = new LoopbackCluster(3);
        for (int i = 0; i < 3; i++) {
            standings.add(new ClusterStandings(cluster.member(i), now::get));
        }
    }

    @AfterEach
    void stop() {
        standings.forEach(ClusterStandings::close);
        cluster.close();
    }

    private Standing on(int node) {
        return standings.get(node).of("openai/gpt");
    }

    @Test
    void failed_onOneNode_restsOnAllUntilTheSameTime() {
        on(0).failed(POLICY, Duration.ofSeconds(5), now.get());

        await().until(() -> !on(1).isOpen(now.get()) && !on(2).isOpen(now.get()));
        assertThat(on(1).rests(now.get())).isEqualTo(Duration.ofSeconds(30));
        assertThat(on(1).asksToWait(now.get())).isEqualTo(Duration.ofSeconds(5));
        // A mark that is told after whatever the others would have told on their part.
        on(1).begin();
        on(2).begin();
        await().until(() -> on(0).running() == 2);
        assertThat(on(0).rests(now.get())).isEqualTo(Duration.ofSeconds(30));
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(on(1).isOpen(now.get())).isTrue();
    }

    @Test
    void begin_onOneNode_countsOnAll() {
        on(0).begin();
        on(0).begin();
        on(1).begin();

        await().until(() -> on(0).running() == 3 && on(1).running() == 3 && on(2).running() == 3);
        assertThat(on(2).begin(3)).isTrue();
        assertThat(on(2).begin(3)).isFalse();
        on(0).end();
        on(0).end();
        await().until(() -> on(1).running() == 2);
    }

    @Test
    void observeTokens_onTwoNodes_addUpOnceOnEach() {
        on(0).observeTokens(100, now.get());
        on(1).observeTokens(20, now.get());

        await().until(() -> on(2).usedTokens(now.get()) == 120);
        on(2).observeTokens(3, now.get());
        await().until(() -> on(0).usedTokens(now.get()) == 123 && on(1).usedTokens(now.get()) == 123);
        assertThat(on(2).usedTokens(now.get())).isEqualTo(123);
    }

    @Test
    void begin_nodeIsKilled_itsCallsNoLongerCount() {
        on(2).begin();
        await().until(() -> on(0).running() == 1);

        cluster.member(2).getLifecycleService().terminate();

        await().until(() -> on(0).running() == 0 && on(1).running() == 0);
    }
}
