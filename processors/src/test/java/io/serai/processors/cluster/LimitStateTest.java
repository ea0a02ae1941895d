package io.serai.processors.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cluster.PoolRequest.Kind;
import io.serai.processors.limits.Counter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F34: what a node that is gone has used by its last word is used, the rest is free; and what two halves know is counted once. */
class LimitStateTest {

    private static final NodeId GONE = new NodeId(1, 1);
    private static final NodeId LIVING = new NodeId(2, 2);
    private static final Counter COUNTER = new Counter("lim_1", 100, 0, Long.MAX_VALUE, null);
    private static final long BIRTH = 9;

    private LimitState state = opened(3);

    private static LimitState opened(long base) {
        LimitState state = new LimitState();
        state.apply(LIVING, PoolRequest.of(Kind.OPEN, COUNTER, base, 0, BIRTH));
        return state;
    }

    /** One turn of a node, as it goes to another node and back. */
    private static LimitState after(LimitState before, NodeId node, long turn, Kind kind, long amount) {
        LimitState after = copy(before);
        after.apply(node, PoolRequest.of(kind, COUNTER, amount, amount, BIRTH));
        after.answer(node, turn, new byte[0]);
        return copy(after);
    }

    private static LimitState copy(LimitState state) {
        return new LimitState(state.bytes());
    }

    private void takes(NodeId node, long amount) {
        state = after(state, node, 1, Kind.TAKE, amount);
    }

    private void tells(NodeId node, long spent) {
        state.tell(node, new Spent(0, BIRTH, spent));
        state = copy(state);
    }

    private static PoolReply settle(LimitState state, NodeId... gone) {
        state.apply(LIVING, PoolRequest.settle(COUNTER, BIRTH, List.of(gone)));
        return look(state, LIVING);
    }

    private static PoolReply look(LimitState state, NodeId node) {
        return state.apply(node, PoolRequest.of(Kind.LOOK, COUNTER, 0, 0, BIRTH));
    }

    @Test
    void settle_livingHaveCallsInTheAir_justWhatTheGoneDidNotUseIsFree() {
        takes(GONE, 40);
        tells(GONE, 25);
        takes(LIVING, 30);

        PoolReply reply = settle(state, GONE);

        assertThat(reply.taken()).isEqualTo(3 + 25 + 30);
        assertThat(reply.holders()).containsExactly(LIVING);
        assertThat(settle(copy(state), GONE).taken()).isEqualTo(3 + 25 + 30);
    }

    @Test
    void settle_nodeOfTheReleaseBefore_allThatItHeldIsUsed() {
        takes(GONE, 40);

        PoolReply reply = settle(state, GONE);

        assertThat(reply.taken()).isEqualTo(43);
        assertThat(reply.holders()).isEmpty();
    }

    @Test
    void settle_usedNothing_allIsFree() {
        takes(GONE, 40);
        tells(GONE, 0);

        assertThat(settle(state, GONE).taken()).isEqualTo(3);
    }

    /** What the ledger shows is what older nodes send; it lags behind, and what the living hold hides some of it. */
    @Test
    void settle_askedByANodeOfTheReleaseBefore_goesByWhatWasTold() {
        takes(GONE, 40);
        tells(GONE, 25);
        FrameReader older = new FrameReader(PoolRequest.of(Kind.SETTLE, COUNTER, 7, 0, BIRTH)
                .frame()
                .put(9, GONE.frame())
                .bytes());

        state.apply(LIVING, PoolRequest.read(older));

        assertThat(look(state, LIVING).taken()).isEqualTo(3 + 25);
    }

    /** It counts all that they held as used where what the ledger shows is more than anybody can hold. */
    @Test
    void settle_atANodeOfTheReleaseBefore_freesNothing() {
        PoolRequest request = PoolRequest.settle(COUNTER, BIRTH, List.of(GONE));

        assertThat(request.amount()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void tell_lessThanBeforeOrOfAnotherWindow_changesNothing() {
        takes(GONE, 40);
        tells(GONE, 25);
        tells(GONE, 20);
        state.tell(GONE, new Spent(0, BIRTH + 1, 39));
        state.tell(GONE, new Spent(1, BIRTH, 39));
        state.tell(LIVING, new Spent(0, BIRTH, 39));

        assertThat(state.changed()).isFalse();
        assertThat(look(state, GONE).spent()).isEqualTo(25);
        assertThat(settle(state, GONE).taken()).isEqualTo(3 + 25);
    }

    @Test
    void tell_moreThanItHolds_noMoreThanItHoldsIsUsed() {
        takes(GONE, 40);
        tells(GONE, 50);

        assertThat(settle(state, GONE).taken()).isEqualTo(43);
    }

    @Test
    void giveBack_moreThanIsUnused_whatIsUsedStays() {
        takes(GONE, 40);
        tells(GONE, 25);
        state = after(state, GONE, 2, Kind.GIVE_BACK, 30);

        assertThat(look(state, GONE).taken()).isEqualTo(3 + 25);
    }

    @Test
    void settle_rolling_eachPartKeepsWhatWasUsedOfIt() {
        Counter first = new Counter("lim_1", 100, 0, 60_000, Duration.ofHours(1));
        Counter next = new Counter("lim_1", 100, 60_000, 120_000, Duration.ofHours(1));
        LimitState rolling = new LimitState();
        for (Counter each : List.of(first, next)) {
            rolling.apply(GONE, PoolRequest.of(Kind.OPEN, each, 0, 0, BIRTH));
            rolling.apply(GONE, PoolRequest.of(Kind.TAKE, each, 10, 10, BIRTH));
        }
        rolling.tell(GONE, new Spent(0, BIRTH, 4));
        rolling.tell(GONE, new Spent(60_000, BIRTH, 7));

        rolling.apply(LIVING, PoolRequest.settle(next, BIRTH, List.of(GONE)));

        assertThat(rolling.apply(LIVING, PoolRequest.of(Kind.LOOK, next, 0, 0, BIRTH))
                        .taken())
                .isEqualTo(4 + 7);
    }

    @Test
    void settle_manyNodesComeAndGo_allThatTheyUsedCountsAndFewAreToldApart() {
        int length = 0;
        for (int i = 0; i < 40; i++) {
            NodeId node = new NodeId(1_000 + i, 0);
            takes(node, 2);
            tells(node, 1);
            settle(state, node);
            length = i == 20 ? state.bytes().length : length;
        }

        assertThat(look(state, LIVING).taken()).isEqualTo(3 + 40);
        assertThat(state.bytes()).hasSizeLessThan(length + 10);
    }

    /** The other half has settled it already; this one still takes it for living. */
    @Test
    void merge_oneHalfHasSettledANode_whatItUsedCountsOnce() {
        takes(GONE, 40);
        tells(GONE, 25);
        LimitState settled = copy(state);
        settle(settled, GONE);

        for (LimitState merged : List.of(merged(settled, state), merged(state, settled))) {
            assertThat(look(merged, LIVING).taken()).isEqualTo(43);
            assertThat(settle(merged, GONE).taken()).isEqualTo(3 + 25);
        }
    }

    @Test
    void merge_bothHalvesWereTold_theHigherWordCounts() {
        takes(GONE, 40);
        tells(GONE, 25);
        LimitState other = copy(state);
        other.tell(GONE, new Spent(0, BIRTH, 31));

        assertThat(settle(merged(state, other), GONE).taken()).isEqualTo(34);
        assertThat(settle(merged(other, state), GONE).taken()).isEqualTo(34);
    }

    /** What a node gave back must not come again from a half that has not heard of it. */
    @Test
    void merge_oneHalfHasHeardANodeLater_goesByThat() {
        state = after(state, LIVING, 5, Kind.TAKE, 30);
        LimitState stale = copy(state);
        LimitState later = after(state, LIVING, 6, Kind.GIVE_BACK, 30);

        assertThat(look(merged(stale, later), LIVING).taken()).isEqualTo(3);
        assertThat(look(merged(later, stale), LIVING).taken()).isEqualTo(3);
    }

    private static LimitState merged(LimitState one, LimitState other) {
        LimitState merged = copy(one);
        merged.merge(copy(other));
        return copy(merged);
    }
}
