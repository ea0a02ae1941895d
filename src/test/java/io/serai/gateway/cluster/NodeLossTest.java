package io.serai.gateway.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.api.error.GatewayException;
import io.serai.gateway.http.AnswerStore.Claim;
import io.serai.gateway.http.KeptAnswer;
import io.serai.processors.limits.Counter;
import io.serai.processors.responses.StoredResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of a cluster when nodes die or leave. */
class NodeLossTest {

    private static final KeptAnswer ANSWER =
            new KeptAnswer("print", 200, List.of(), "very secret".getBytes(UTF_8), KeptAnswer.Form.WHOLE);

    private ThreeNodes nodes;

    @BeforeEach
    void start() throws Exception {
        nodes = new ThreeNodes();
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void claim_whoHeldItIsKilled_isAnothersAtOnce() {
        nodes.node(2).answers().claim("ten_1/a", "print");

        nodes.raw(2).getLifecycleService().terminate();

        await().until(() -> nodes.node(0).answers().claim("ten_1/a", "print") == Claim.MINE);
    }

    /** F43: whoever is cut off from the majority has what it holds, and gets nothing more. */
    @Test
    void take_fewerNodesThanTheMinimum_isRefusedAndNotUnlimited() {
        Counter counter = new Counter("lim_1", 100, 0, Long.MAX_VALUE, null);
        nodes.node(0).pool().open(counter, () -> 0);
        assertThat(nodes.node(0).pool().take(counter, 1, 1)).isEqualTo(1);

        nodes.raw(1).getLifecycleService().terminate();
        nodes.raw(2).getLifecycleService().terminate();

        await().until(() -> nodes.node(0).state().nodes() == 1);
        assertThat(nodes.node(0).state().isReady()).isFalse();
        assertThatThrownBy(() -> nodes.node(0).pool().take(counter, 1, 1)).isInstanceOf(GatewayException.class);
    }

    /** More of each than there are nodes: whoever is killed was the first to keep some of them. */
    @Test
    void terminate_nodeIsKilled_whatItKeptAndCountedStays() {
        List<String> names = IntStream.range(0, 30).mapToObj(i -> "thing_" + i).toList();
        for (String name : names) {
            nodes.node(0).answers().put("ten_1/" + name, ANSWER);
            nodes.node(0).responses().put("ten_1/user:a", response(name));
            nodes.node(0).pool().open(counter(name), () -> 0);
            assertThat(nodes.node(0).pool().take(counter(name), 6, 6)).isEqualTo(6);
        }

        nodes.raw(1).getLifecycleService().terminate();

        for (String name : names) {
            assertThat(nodes.node(0).answers().find("ten_1/" + name)).isPresent();
            assertThat(nodes.node(2).responses().find("ten_1/user:a", name)).isPresent();
            nodes.node(2).pool().open(counter(name), () -> 6);
            assertThat(nodes.node(2).pool().take(counter(name), 5, 5)).isZero();
        }
    }

    private static StoredResponse response(String id) {
        return new StoredResponse(id, Optional.empty(), "[]".getBytes(UTF_8), "{}".getBytes(UTF_8));
    }

    private static Counter counter(String id) {
        return new Counter(id, 10, 0, Long.MAX_VALUE, null);
    }

    @Test
    void close_nodeLeaves_whatItKeptAndCountedStays() {
        Counter counter = new Counter("lim_2", 10, 0, Long.MAX_VALUE, null);
        nodes.node(0).pool().open(counter, () -> 0);
        nodes.node(0).pool().take(counter, 6, 6);
        nodes.node(1).pool().open(counter, () -> 6);
        nodes.node(0).answers().put("ten_1/a", ANSWER);

        nodes.node(0).close();

        assertThat(nodes.node(1).answers().find("ten_1/a")).isPresent();
        assertThat(nodes.node(1).pool().take(counter, 5, 5)).isZero();
        assertThat(nodes.node(1).pool().take(counter, 4, 4)).isEqualTo(4);
        // It hears of that by a message.
        await().untilAsserted(() -> assertThat(nodes.node(1).state().nodes()).isEqualTo(2));
    }
}
